"""What holds of the readers and writers for any text."""

from __future__ import annotations

import contextlib
import json
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.formats import bibtex, coins, csljson, line, ris, upload
from sources.formats.fingerprints import fingerprint
from sources.formats.variables import ALL, TYPES

BIBTEX = """@book{ @article{x, @string{s= @comment @ { } {{ }} = , # " title author year date note url doi s
{\\'e} \\emph{ \\input{ \\" \\ $ ~ ^ _ & % and And , von {von} Jr others 1937~ 1937/1938 -- --- `` '' <i> </i>
<script> a B Ab library eprint eprinttype editora editoratype director month jan crossref number pages"""
RIS = """TY__-_BOOK TY__-_JOUR TY_-_ ER__-_ ER__- TI__-_ AU__-_ A2__-_ A3__-_ PY__-_ DA__-_ Y2__-_ SN__-_
SP__-_ EP__-_ M2__-_ KW__-_ T2__-_ UR__-_ 2009/04/23/ 1937 0002-8762
original-date:_ type:_ interview author:_ || , x Y"""
PIECES = [
    *BIBTEX.split(),
    *RIS.replace("__", "  ").replace("_", " ").split(" "),
    *RIS.replace("_", " ").split(),
]
PIECES += [
    "\n",
    "\n\n",
    "\r\n",
    "\x00",
    "\u2028",
    "\ufeff",
    "\u00a0",
    "é",
    "e\u0301",
    "Ж",
    "\U0001f600",
    '"',
    "[",
    "]",
    "{",
    "}",
    ":",
]
PIECES += [f"\n{tag.replace('_', ' ')}" for tag in RIS.split() if "-" in tag]
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=30).map(lambda p: "@book{k, title = {" + "".join(p) + "}}"),
    st.lists(st.sampled_from(PIECES), max_size=30).map(
        lambda p: "@book{k, title = {T}, author = {" + " ".join(p) + "}}"
    ),
    st.lists(st.sampled_from(PIECES), max_size=30).map(
        lambda p: "TY  - BOOK\nTI  - T\n" + "".join(p) + "\nER  - "
    ),
)
WORDS = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
NAMES = st.lists(
    st.dictionaries(
        st.sampled_from(["family", "given", "suffix", "literal", "dropping-particle", "comma-suffix"]),
        WORDS,
        max_size=4,
    ),
    max_size=3,
)
DATES = st.fixed_dictionaries(
    {},
    optional={
        "date-parts": st.lists(
            st.lists(st.integers(-9999, 9999) | st.integers(1, 31), max_size=3), max_size=3
        ),
        "season": st.integers(0, 5),
        "circa": st.booleans(),
        "literal": WORDS,
    },
)
ITEM = st.dictionaries(st.sampled_from(sorted(ALL)), WORDS | NAMES | DATES | JSON, max_size=6).flatmap(
    lambda item: st.fixed_dictionaries({"type": st.sampled_from(sorted(TYPES)), "title": WORDS}).map(
        lambda head: {**head, **item}
    )
)
FORMATS = [csljson, bibtex, ris]


@pytest.mark.parametrize("module", FORMATS)
@given(text=TEXTS)
@settings(max_examples=300, deadline=None)
def test_no_text_makes_a_reader_raise_and_writing_it_is_stable(module: ModuleType, text: str) -> None:
    once = module.write(module.read(text).items).text
    again = module.read(once)
    assert module.write(again.items).text == once


@pytest.mark.parametrize("module", FORMATS)
@given(items=st.lists(ITEM, max_size=3))
@settings(max_examples=300, deadline=None)
def test_writing_any_items_is_stable_and_loses_none(module: ModuleType, items: list[dict[str, Any]]) -> None:
    clean = csljson.read(csljson.write(items).text).items
    once = module.read(module.write(clean).text).items
    assert len(once) == len(clean)
    assert module.read(module.write(once).text).items == once


@given(items=st.lists(ITEM | JSON, max_size=3))
@settings(max_examples=300, deadline=None)
def test_any_json_is_read_and_comes_back_whole(items: list[Any]) -> None:
    clean = csljson.read(json.dumps(items)).items
    assert csljson.read(csljson.write(clean).text).items == clean
    assert all(item["title"] and item["id"] and len(fingerprint(item)) == 32 for item in clean)
    assert all("<script" not in str(item).lower() for item in clean)


@given(st.binary(max_size=300) | TEXTS.map(lambda text: text.encode("utf-16", "surrogatepass")))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(upload.Refused):
        assert all(problem.message for problem in upload.read(data).problems)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_line_becomes_an_item(text: str) -> None:
    item = line.parse(text).item
    assert item["title"]
    assert "<script" not in str(item).lower()


@given(ITEM)
@settings(max_examples=200, deadline=None)
def test_coins_hold_nothing_that_html_or_a_query_would_notice(item: dict[str, Any]) -> None:
    for clean in csljson.read(json.dumps([item])).items:
        pairs = [pair.partition("=") for pair in coins.content(clean).split("&") if pair]
        assert all(value and not set(value) & set(" <>\"'&=#+") for _, _, value in pairs)
