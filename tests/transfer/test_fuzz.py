"""Files and clipboards that nobody would make: each is read or refused, and soon."""

from __future__ import annotations

import contextlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transfer.documents.reading import read_clipboard, read_document
from transfer.documents.refusing import Refused

from .documents import ESSAY, clipboard, kept, made, part, with_files

# Seconds of the processor, and the megabytes that pandoc may take of memory.
LONGEST, LARGEST_CHILD = 10.0, 300
# The tests' own process has had other children, and the largest of all is what it is told of.
ALONE = """
import contextlib, json, os, resource, sys, django
django.setup()
from transfer.documents.reading import read_clipboard, read_document
from transfer.documents.refusing import Refused
data, seconds = sys.stdin.buffer.read(), []
for name in sys.argv[1:]:
    started = sum(os.times()[:4])
    with contextlib.suppress(Refused):
        read_document(data, name) if name else read_clipboard(markup=data.decode())
    seconds.append(sum(os.times()[:4]) - started)
print(json.dumps([max(seconds), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024]))
"""
DOCX, ODT = made(ESSAY, "docx"), kept("libreoffice.odt")
FILES = {"essay.docx": DOCX, "libreoffice.docx": kept("libreoffice.docx"), "essay.odt": ODT}
BODIES = {
    "essay.docx": "word/document.xml",
    "libreoffice.docx": "word/document.xml",
    "essay.odt": "content.xml",
}
TAGS = [
    "p",
    "b",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "a",
    "img",
    "blockquote",
    "h1",
    "dl",
    "dt",
    "dd",
    "pre",
]
STYLES = ["", "mso-list:l0 level2 lfo1", "font-weight:700", "mso-list:Ignore", "display:none"]
attributes = st.fixed_dictionaries(
    {
        "style": st.sampled_from(STYLES),
        "id": st.sampled_from("abc"),
        "href": st.sampled_from(["#a", "#b", "x:"]),
    }
)
nodes = st.recursive(
    st.text(max_size=12),
    lambda inner: st.tuples(st.sampled_from(TAGS), attributes, st.lists(inner, max_size=4)),
    max_leaves=40,
)


def soon(read: Callable[[], object]) -> None:
    """It answers or refuses, in its time; no other error comes out."""
    started = sum(os.times()[:4])
    with contextlib.suppress(Refused):
        read()
    assert sum(os.times()[:4]) - started < LONGEST


def stays_within_time_and_memory(data: bytes, *names: str) -> None:
    """Read under each of `names`, or from the clipboard, which has none, it takes no more than it may."""
    command = [sys.executable, "-c", ALONE, *names]
    done = subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True, timeout=240)
    longest, largest_child = json.loads(done.stdout)
    assert longest < LONGEST
    assert largest_child < LARGEST_CHILD


def html(node: object) -> str:
    if isinstance(node, str):
        return node
    assert isinstance(node, tuple)
    tag, given_, inner = node
    told = " ".join(f'{name}="{value}"' for name, value in given_.items())
    return f"<{tag} {told}>{''.join(map(html, inner))}</{tag}>"


def mutated(data: bytes, seed: int) -> bytes:
    """A few bytes changed, cut out or doubled."""
    chance, new = random.Random(seed), bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(new))
        if (kind := chance.randrange(3)) == 0:
            new[at] = chance.randrange(256)
        elif kind == 1:
            del new[at : at + chance.randint(1, 200)]
        else:
            new[at:at] = new[at : at + chance.randint(1, 200)]
    return bytes(new)


@settings(max_examples=25)
@given(st.lists(nodes, max_size=4))
def test_any_html_is_read_or_refused(tree: list[object]) -> None:
    soon(lambda: read_clipboard(markup="".join(map(html, tree))))


@settings(max_examples=25)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    soon(lambda: read_document(text.encode(errors="surrogatepass"), "essay.md"))


@settings(max_examples=40)
@given(st.binary(max_size=400), st.sampled_from(["a.docx", "a.odt", "a.md", "a.doc", "a"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    soon(lambda: read_document(data, name))
    soon(lambda: read_document(b"PK\x03\x04" + data, name))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_archive_is_read_or_refused(name: str, seed: int) -> None:
    soon(lambda: read_document(mutated(FILES[name], seed), name))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_text_in_a_sound_archive_is_read_or_refused(name: str, seed: int) -> None:
    body = mutated(part(FILES[name], BODIES[name]), seed)
    soon(lambda: read_document(with_files(FILES[name], {BODIES[name]: body}), name))


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_clipboard_is_read_or_refused(seed: int) -> None:
    markup = mutated(clipboard("word.html").encode(), seed).decode(errors="replace")
    soon(lambda: read_clipboard(markup=markup, rtf=mutated(clipboard("word.rtf").encode(), seed)))


WORST = {
    "paragraphs": "<p><em>ab</em> c</p>" * 29_000,
    "brackets": "[" * 100_000,
    "lists": "<ul><li>" * 55 + "x",
    "items": "<ul>" + "<li><p>a</p></li>" * 25_000 + "</ul>",
    "cells": "<table>" + ("<tr>" + "<td colspan=30 rowspan=30>a</td>" * 20 + "</tr>") * 1_000 + "</table>",
    "tables": "<table><tr><td>" * 35 + "x",
    "spans": "<span style='font-weight:700;font-style:italic'>" * 100 + "x" * 100_000,
    "word's items": "<p style='mso-list:l0 level9 lfo1'>a</p>" * 25_000,
    "notes": "".join(
        f"<a id=r{n} href=#n{n}>1</a><p id=n{n}><a href=#r{n}>1</a> a</p>" for n in range(9_000)
    ),
    "marks": "*_" * 100_000,
    "quotations": "> " * 2_000 + "a",
    "one word": "a" * 290_000,
}


@pytest.mark.parametrize("name", WORST)
def test_the_worst_that_is_taken_stays_within_time_and_memory(name: str) -> None:
    stays_within_time_and_memory(WORST[name].encode(), "", "essay.md")


@pytest.mark.parametrize(
    "inner", ["<w:p><w:r><w:t>a</w:t></w:r></w:p>", "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"]
)
def test_the_largest_document_stays_within_time_and_memory(inner: str) -> None:
    body = part(DOCX, "word/document.xml").decode().replace("<w:body>", f"<w:body>{inner * 45_000}")
    data = with_files(DOCX, {"word/document.xml": body.encode()})
    stays_within_time_and_memory(data, "essay.docx")
