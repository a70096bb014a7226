"""Bibliographies that are broken, enormous, or made to harm: each costs little, and harms no other entry."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings

from sources.formats import bibtex, csljson, ris, upload
from sources.formats.model import MAX_CHARACTERS, MAX_ENTRIES, MAX_PROBLEMS, Reading

MAX_SECONDS = 20
SIZE = MAX_CHARACTERS - 10_000
GOOD = "@book{good, title = {Good}}\n"


def blown_up() -> str:
    """Strings that would come to 10**30 characters."""
    doubled = "\n".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}" for n in range(1, 100))
    return f'@string{{s0 = "aaaaaaaaaa"}}\n{doubled}\n@book{{x, title = s99}}\n{GOOD}'


def filled(piece: str) -> str:
    return piece * (SIZE // len(piece))


BIBTEX = {
    "20,000 nested braces": "@book{x, title = " + "{" * 20_000 + "}" * 20_000 + "}\n" + GOOD,
    "braces that never close": "@book{x, title = " + "{" * 20_000 + "\n" + GOOD,
    "5 MB of braces": "@book{x, title = " + filled("{") + "\n" + GOOD,
    "strings that double": blown_up(),
    "one string often": f'@string{{s = "{"a" * 900}"}}@book{{x, title = ' + "s # " * 9_000 + "s}\n" + GOOD,
    "a string that names itself": "@string{s = s # s # s}\n@book{x, title = s}\n" + GOOD,
    "quotation marks that never close": filled('@book{x, title = "a {b} {c} {d}\n') + GOOD,
    "braces in an open quotation": ('@book{x, title = "' + "{b} " * 16_000 + "\n") * 70 + GOOD,
    "5 MB of @": filled("@") + "\n" + GOOD,
    "5 MB of @book{": filled("@book{") + "\n" + GOOD,
    "5 MB of entries without a title": filled("@book{x,}\n") + GOOD,
    "5 MB of blanks": "@book{x, title = {" + filled(" ") + "}}\n" + GOOD,
    "names without end": "@book{x, title = {T}, author = {" + "A and " * 10_000 + "B}}\n" + GOOD,
    "deep commands": "@book{x, title = {" + "\\emph{" * 90 + "a" + "}" * 90 + "}}\n" + GOOD,
    "tags in tags": "@book{x, title = {" + "<i" * 900 + ">" * 900 + "}}\n" + GOOD,
}  # fmt: skip


def is_cut(reading: Reading) -> bool:
    return "from here nothing" in reading.problems[0].message


@pytest.mark.parametrize("name", BIBTEX)
def test_hostile_bibtex_costs_little_and_spares_the_next_entry(name: str) -> None:
    start = time.process_time()
    reading = bibtex.read(BIBTEX[name])
    assert time.process_time() - start < MAX_SECONDS / 2
    assert "good" in [item["id"] for item in reading.items] or is_cut(reading)
    assert sum(len(str(item)) for item in reading.items) < 2 * MAX_CHARACTERS


OTHERS: dict[str, tuple[ModuleType, str]] = {
    "nested lists": (csljson, filled("[")),
    "nested objects": (csljson, '{"a":' * 900_000),
    "empty objects": (csljson, filled("{},")),
    "open strings": (csljson, filled('{"title": "')),
    "a long number": (csljson, '[{"title": "T", "volume": ' + "9" * 100_000 + "}]"),
    "a very long title": (csljson, json.dumps([{"title": filled("a")}])),
    "tags in tags": (csljson, json.dumps([{"title": filled("<i>")}])),
    "tags that make tags": (csljson, json.dumps([{"title": "<" * 3_000 + "i>" * 3_000}])),
    "names without end": (csljson, json.dumps([{"title": "T", "author": [{"family": "A"}] * 200_000}])),
    "records without end": (ris, filled("TY  - BOOK\n")),
    "lines without a record": (ris, filled("x\n")),
    "one long record": (ris, "TY  - BOOK\n" + filled("TI  - x\n")),
    "one long line": (ris, "TY  - BOOK\nTI  - " + filled("x")),
    "5 MB of blanks": (ris, "TY" + filled(" ") + "\nER  - "),
    "lines that go on": (ris, "TY  - BOOK\nTI  - x\n" + filled("and on\n")),
}


@pytest.mark.parametrize("name", OTHERS)
def test_hostile_json_and_ris_cost_little(name: str) -> None:
    module, text = OTHERS[name]
    start = time.process_time()
    reading = module.read(text)
    assert time.process_time() - start < MAX_SECONDS / 2
    assert len(reading.problems) <= MAX_PROBLEMS + 2


MEASURE = """
import pathlib, sys
from sources.formats import upload
upload.read(pathlib.Path(sys.argv[1]).read_bytes())
# Not ru_maxrss: a child begins with its parent's.
status = pathlib.Path("/proc/self/status").read_text()
print(int(status.partition("VmHWM:")[2].split()[0]) // 1024)
"""


@pytest.mark.parametrize(
    "text",
    [filled("{},"), filled('["",{"a":[]}],'), filled("[{},0],"), filled("TY  - A\n"), filled("@a{b,c=d,}\n")],
)
def test_memory_stays_below_the_limit(text: str, tmp_path: Path) -> None:
    """In a process of its own: what other tests have used would count here."""
    file = tmp_path / "file"
    file.write_text(text, encoding="utf-16")
    command = [sys.executable, "-c", MEASURE, str(file)]
    run = subprocess.run(
        command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True, timeout=60
    )
    assert int(run.stdout) < 300


@pytest.mark.parametrize("module", [csljson, bibtex, ris])
def test_a_library_of_5000_works_is_read_and_written_in_time(module: ModuleType) -> None:
    items = [
        {"id": f"k{n}", "type": "book", "title": f"Title {n}", "author": [{"family": "Kelly", "given": "C."}]}
        for n in range(MAX_ENTRIES + 1)
    ]
    start = time.process_time()
    reading = module.read(module.write(items).text)
    assert time.process_time() - start < MAX_SECONDS / 2
    assert len(reading.items) == MAX_ENTRIES
    assert is_cut(reading)


def test_a_text_beyond_the_limit_is_not_read() -> None:
    for module in (csljson, bibtex, ris):
        reading = module.read("x" * (MAX_CHARACTERS + 1))
        assert reading.items == []
        assert "longer than" in reading.problems[0].message


def only(reading: Reading) -> dict[str, object]:
    assert len(reading.items) == 1
    return reading.items[0]


@pytest.mark.parametrize(
    "command",
    [
        "\\input{/etc/passwd}",
        "\\input /etc/passwd",
        "\\write18{rm -rf}",
        "\\include{x}",
        "\\csname x\\endcsname",
    ],
)
def test_tex_that_would_do_something_is_dropped_and_said(command: str) -> None:
    reading = bibtex.read(f"@book{{x, title = {{Safe {command}}}, note = {{{command}}}}}")
    assert str(only(reading)["title"]).startswith("Safe")
    assert "etc" not in str(reading.items)
    assert any(dropped.endswith("in title") for dropped in reading.entries[0].dropped)


ADDRESSES = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)",
             "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//evil.example",
             "http:x", " javascript:x"]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_is_none_of_the_web_is_left_out(address: str) -> None:
    for reading in (
        csljson.read(json.dumps([{"title": "T", "URL": address}])),
        bibtex.read(f"@misc{{x, title = {{T}}, url = {{{address}}}}}"),
        ris.read(f"TY  - ELEC\nTI  - T\nUR  - {address}\nM2  - URL: {address}\nER  - \n"),
    ):
        assert "URL" not in only(reading)


def test_script_is_taken_out_of_every_field() -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>Fine<i>"
    fields = dict.fromkeys(
        ("title", "publisher", "note", "language", "volume", "DOI", "ISBN", "edition"), evil
    )
    item = fields | {"id": evil, "author": [{"family": evil, "literal": evil}], "issued": {"literal": evil}}
    reading = csljson.read(json.dumps([item | {"custom": {evil: evil}, "URL": f"https://x.org/{evil}"}]))
    shown = json.dumps(only(reading))
    assert "<" not in shown
    assert "Fine" in shown
    assert any("taken out" in problem.message for problem in reading.problems)


@pytest.mark.parametrize("module", [bibtex, ris])
def test_a_value_cannot_break_out_of_its_field(module: ModuleType) -> None:
    evil = "T}}\r\nER  - \r\nTY  - BOOK\r\nTI  - Other\n@book{other, title={Other}}"
    reading = module.read(module.write([{"id": evil, "type": "book", "title": evil, "note": evil}]).text)
    assert only(reading)["type"] == "book"


def test_a_faulty_entry_is_told_with_its_line_and_spares_the_others() -> None:
    faults = "@book{b, title={B},, year}\n@book{c title={C}}\n@book{, }\n"
    text = f"@book{{a, title={{A}}}}\n\n{faults}@book{{d, title={{D}}}}\n"
    reading = bibtex.read(text)
    assert [item["id"] for item in reading.items] == ["a", "b", "c", "d"]
    assert [problem.line for problem in reading.problems] == [3, 5]


def test_half_a_json_file_is_read_item_by_item() -> None:
    first = '[\n {"id": "a", "title": "A"},\n {"id": "b", "title": B},\n'
    text = first + ' {"id": "c", "title": "C"}\n, 7, {"id": "d"'
    reading = csljson.read(text)
    assert [item["id"] for item in reading.items] == ["a", "c"]
    assert [problem.line for problem in reading.problems] == [3, 5, 5]


def test_half_a_ris_file_is_read_record_by_record() -> None:
    first = "stray\nTY - BOOK\nTI - One\nTY  - JOUR\nTI  - Two\nER  -\n\n"
    text = first + "TY  - BOOK\nPY  - 1990\nER  - \nTY  - NOPE\nTI  - Three\nER  -"
    reading = ris.read("\ufeff" + text)
    assert [item["title"] for item in reading.items] == ["One", "Two", "Three"]
    assert [problem.line for problem in reading.problems] == [1, 4, 8, 11]


def test_a_key_that_stands_twice_is_told() -> None:
    reading = bibtex.read("@book{a, title={One}}\n@book{a, title={Two}}")
    assert [item["id"] for item in reading.items] == ["a", "a-2"]
    assert reading.problems[0].line == 2


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 ...", b"PK\x03\x04" + b"x" * 99, b"\x00\x00\x00\x00" * 99, b"x" * (upload.MAX_BYTES + 1)],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(upload.Refused):
        upload.read(data)
