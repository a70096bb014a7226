"""The seed essay's ledger, as it can be counted by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sources.checks.ledger import Ledger, check

ROOT = Path(__file__).resolve().parents[2]
LISTED = {"freeze-russia", "short-course", "tucker-1979"}

# The eight brackets of a page of study notes, in sentences of our own.
STUDY_NOTES = """\
As General Secretary (1922), he filled the offices. He set his rivals (e.g., Zinoviev, Kamenev, Trotsky, \
Bukharin) on one another, and the police grew (OGPU, NKVD, purges and gulags).

Klutsis’s poster “Raise Higher the Banner of Marx, Engels, Lenin and Stalin!” (1933) shows him last in line. \
The Great Purge (1936–38) came after it. He ruled all media (newspapers, schools, films).

Question 1 (2 marks) Define the term.

Question 2 (6 marks) Explain how he ruled in the 1930s.
"""


@pytest.fixture(scope="module")
def essay() -> str:
    return (ROOT / "tests/data/seed_essay.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def items() -> list[dict[str, Any]]:
    rows = json.loads((ROOT / "fixtures/sources.json").read_text(encoding="utf-8"))
    sources = [row["fields"] for row in rows if row["model"] == "sources.source"]
    return [fields["csl"] | {"id": fields["key"]} for fields in sources if fields["key"] in LISTED]


@pytest.fixture(scope="module")
def ledger(essay: str, items: list[dict[str, Any]]) -> Ledger:
    return check(essay, items)


def test_five_citations_in_order(ledger: Ledger) -> None:
    assert [(c.text, c.source, c.locator) for c in ledger.citations] == [
        ("Stalin Short Course", "short-course", ""),
        ("Stalin Short Course", "short-course", ""),
        ("Freeze 347", "freeze-russia", "347"),
        ("Freeze 348", "freeze-russia", "348"),
        ("Tucker 363", "tucker-1979", "363"),
    ]


def test_counts(ledger: Ledger) -> None:
    assert (len(ledger.cited), ledger.missing, ledger.uncited, ledger.without_locator) == (3, 0, (), 2)
    assert [paragraph.citations for paragraph in ledger.paragraphs] == [0, 2, 2, 1]
    assert len(ledger.quotations) == 5
    assert round(ledger.quoted_share * 100) == 26


def test_findings(ledger: Ledger, essay: str) -> None:
    kinds = [finding.kind for finding in ledger.findings]
    assert kinds == ["unbalanced_quotes", "missing_locator", "missing_locator"]
    stray = ledger.findings[0]
    assert essay[stray.start - 2 : stray.end + 10] == "” ” Instances"


def test_the_list_as_it_was_typed_will_do(essay: str) -> None:
    typed = [
        {
            "id": "f",
            "type": "book",
            "title": "Russia A History",
            "author": [{"literal": "Gregory L. Freeze"}],
        },
        {
            "id": "s",
            "type": "book",
            "title": "History of the Communist Party of the Soviet Union(Bolsheviks), Short Course",
            "author": [{"literal": "Central Committee"}],
            "editor": [{"family": "Stalin", "given": "Joseph"}],
        },
        {"id": "t", "title": "The Rise of Stalin's Personality Cult", "author": [{"family": "Tucker"}]},
    ]
    assert [c.source for c in check(essay, typed).citations] == ["s", "s", "f", "f", "t"]


def test_lines_that_nobody_took_apart_will_do(essay: str) -> None:
    lines = essay.partition("Sources Used:\n\n")[2].split("\n\n")[:3]
    ledger = check(essay, [{"id": str(n), "type": "document", "title": line} for n, line in enumerate(lines)])
    assert [c.source for c in ledger.citations] == ["1", "1", "0", "0", "2"]


def test_a_misspelt_author_is_missing_with_the_nearest_name(essay: str, items: list[dict[str, Any]]) -> None:
    ledger = check(essay.replace("Freeze", "Freese"), items)
    findings = [f for f in ledger.findings if f.kind in ("no_source", "uncited_source")]
    assert ledger.missing == 2
    assert [(f.kind, f.suggestion) for f in findings] == [
        ("no_source", "Freeze"),
        ("no_source", "Freeze"),
        ("uncited_source", "freeze-russia"),
    ]
    assert ledger.uncited == ("freeze-russia",)


def test_an_uncited_source_points_at_its_line(essay: str, items: list[dict[str, Any]]) -> None:
    text = essay.replace("(Tucker 363)", "")
    finding = next(f for f in check(text, items).findings if f.kind == "uncited_source")
    assert text[finding.start : finding.end] == "The Rise of Stalin’s Personality Cult by Robert C. Tucker"


def test_study_notes_hold_no_citation(items: list[dict[str, Any]]) -> None:
    ledger = check(STUDY_NOTES, items)
    assert ledger.citations == ()
    assert {finding.kind for finding in ledger.findings} == {"uncited_source"}
