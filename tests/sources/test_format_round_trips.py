"""Bibliographies written and read again: what every format holds, and what it says it does not."""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

import pytest

from sources.formats import bibtex, csljson, ris
from sources.formats.fingerprints import fingerprint
from sources.formats.losses import differences
from sources.formats.variables import ALL, DATES, NAMES, TYPES

from .awkward import ITEMS, RECORDS, on, person

FORMATS = [csljson, bibtex, ris]
BY_NAME = dict(zip(RECORDS, ITEMS, strict=True))
# All that BibLaTeX and RIS lose of the 25 records.
LOST: dict[ModuleType, dict[str, tuple[str, ...]]] = {
    csljson: {},
    bibtex: {
        "particle that drops": ("author",),
        "interview": ("archive-place",),
        "report with what the site adds": ("call-number", "custom"),
    },
    ris: {
        "particle that drops": ("author",),
        "report with what the site adds": ("custom",),
    },
}


def back(module: ModuleType, item: dict[str, Any]) -> dict[str, Any]:
    """The item after a trip through the format."""
    items = module.read(module.write([item]).text).items
    assert len(items) == 1
    return items[0]


@pytest.mark.parametrize("module", FORMATS)
def test_records_come_back_whole_but_for_the_stated_losses(module: ModuleType) -> None:
    found = {name: differences(item, back(module, item)) for name, item in BY_NAME.items()}
    assert {name: lost for name, lost in found.items() if lost} == LOST[module]


@pytest.mark.parametrize("module", FORMATS)
def test_a_writer_says_what_each_record_lost(module: ModuleType) -> None:
    losses = module.write(ITEMS).losses
    expected = {BY_NAME[name]["id"]: lost for name, lost in LOST[module].items()}
    assert {loss.id: loss.variables for loss in losses} == expected


@pytest.mark.parametrize("module", FORMATS)
def test_a_whole_library_is_read_back_without_a_problem(module: ModuleType) -> None:
    reading = module.read(module.write(ITEMS).text)
    assert [item["id"] for item in reading.items] == [item["id"] for item in ITEMS]
    assert reading.problems == ()
    assert [entry.dropped for entry in reading.entries if entry.dropped] == []


def test_csl_json_comes_back_equal() -> None:
    assert csljson.read(csljson.write(ITEMS).text).items == ITEMS


@pytest.mark.parametrize("module", FORMATS)
def test_a_record_is_the_same_work_after_the_trip(module: ModuleType) -> None:
    changed = [name for name, item in BY_NAME.items() if fingerprint(item) != fingerprint(back(module, item))]
    assert changed == []


def test_different_records_have_different_fingerprints() -> None:
    assert len({fingerprint(item) for item in ITEMS}) == len(ITEMS)


@pytest.mark.parametrize("module", FORMATS)
def test_every_type_comes_back(module: ModuleType) -> None:
    items = [{"id": kind, "type": kind, "title": "T"} for kind in sorted(TYPES)]
    assert {item["id"]: item["type"] for item in module.read(module.write(items).text).items} == {
        kind: kind for kind in TYPES
    }


SPECIAL = {
    "DOI": "10.1000/182",
    "ISBN": "978-0-19-956041-7",
    "ISSN": "0002-8762",
    "URL": "https://example.org/a?b=c%20d",
    "page": "1–2",
}
# A type in which the variable is at home.
HOMES = {
    "collection-number": "book", "container-title": "chapter", "issue": "article-journal", "number": "report",
    "volume-title": "book",
}  # fmt: skip


def holding(variable: str) -> dict[str, Any]:
    """An item with this variable and little else."""
    value: Any = SPECIAL.get(variable, "12")
    if variable in NAMES:
        value = [person("Kelly", "Catriona"), {"literal": "Granta Press"}]
    if variable in DATES:
        value = on(1931, 4, 5)
    return {"id": "x", "type": HOMES.get(variable, "document"), "title": "T"} | {variable: value}


def not_held(module: ModuleType) -> set[str]:
    return {variable for variable in ALL if differences(holding(variable), back(module, holding(variable)))}


def test_ris_holds_every_variable_of_csl() -> None:
    assert not_held(ris) == set()


def test_the_list_of_what_biblatex_does_not_hold_is_exact() -> None:
    assert not_held(bibtex) == bibtex.VARIABLES_NOT_HELD


FRENCH = person("Tocqueville", "Alexis", **{"dropping-particle": "de"})
# An item for each line of a format's list that is no variable.
CASES: dict[str, dict[str, Any]] = {
    "custom": {"custom": {"material": "primary"}},
    "categories": {"categories": ["a"]},
    "comma-suffix": {"author": [person("King", "M.", suffix="Jr.") | {"comma-suffix": True}]},
    "static-ordering": {"author": [person("Mao", "Zedong") | {"static-ordering": True}]},
    "parse-names": {"author": [person("Mao", "Zedong") | {"parse-names": True}]},
    "dropping-particle": {"author": [FRENCH]},
    "line breaks": {"abstract": "one\ntwo"},
    "literal beside date": {"issued": on(1931) | {"literal": "spring"}},
}
OWN_CASES: dict[ModuleType, dict[str, dict[str, Any]]] = {
    bibtex: {
        "fifth role": {
            role: [person("A", "B")] for role in ("director", "composer", "performer", "host", "editor")
        },
        "nocase on capitals": {"title": 'A <span class="nocase">NATO</span> history'},
        "date without parts": {"accessed": {"literal": "in June"}},
        "spaces in id": {"id": "a key"},
        "number of another kind": {"type": "book", "number": "12"},
    },
    ris: {"literal with comma": {"author": [{"literal": "Smith, Elder & Co."}]}},
}


@pytest.mark.parametrize("module", [bibtex, ris])
def test_the_list_of_what_else_is_not_held_is_exact(module: ModuleType) -> None:
    cases = CASES | OWN_CASES[module]
    assert set(cases) == set(module.NOT_HELD)
    held = [
        name
        for name, case in cases.items()
        if not differences(item := {"id": "x", "type": "document", "title": "T"} | case, back(module, item))
    ]
    assert held == []


def test_zotero_gets_particles_and_suffixes_in_the_names() -> None:
    items = [BY_NAME["particle that stays"], BY_NAME["suffix"]]
    first, second = json.loads(csljson.write(items, for_zotero=True).text)
    assert first["author"] == [{"family": "van der Linden", "given": "Jan"}]
    assert second["author"] == [{"family": "King", "given": "Martin Luther, Jr."}]


def test_ris_is_written_as_zotero_reads_it() -> None:
    text = ris.write(
        [BY_NAME["translation with its original"], BY_NAME["chapter"], BY_NAME["edited book"]]
    ).text
    lines = text.split("\r\n")
    assert {"A4  - Whitney, Thomas P.", "NV  - 3", "M2  - original-date: 1973"} <= set(lines)
    assert {"A2  - Freeze, Gregory L.", "T3  - Oxford Histories", "A3  - Freeze, Gregory L."} <= set(lines)


def test_an_essay_of_the_site_is_a_blog_post_in_ris() -> None:
    lines = ris.write([BY_NAME["essay of the site"]]).text.split("\r\n")
    assert lines[0] == "TY  - BLOG"
    assert {"AU  - Isaiah, R.", "T2  - Russia in the 20th Century", "DA  - 2020/02/23/"} <= set(lines)


def test_biblatex_is_written_as_its_users_expect() -> None:
    text = bibtex.write(
        [BY_NAME["Cyrillic archive item"], BY_NAME["circa"], BY_NAME["unsigned web module"]]
    ).text
    assert "library = {{Государственный архив Российской Федерации}, ф. 7279" in text
    assert "title = {{Long Live the Great Stalin!}}" in text
    assert "date = {1935~}" in text
    assert "url = {http://soviethistory.msu.edu/1936-2/abolition_of_abortion?a=1&b=%D0%BF#x_~y}" in text
    assert "urldate = {2020-02-23}" in text
