"""What the ledger says about citations and quotations."""

from __future__ import annotations

from typing import Any

import pytest

from sources.checks.ledger import Ledger, check

BOOK = {"id": "freeze", "type": "book", "title": "Russia: A History", "editor": [{"family": "Freeze"}]}
SITE = {"id": "site", "type": "webpage", "title": "Moments", "author": [{"family": "Siegel"}]}
LONG = "one two three four five six"


def ledger(text: str, *items: dict[str, Any]) -> Ledger:
    return check(text, items or (BOOK,))


def kinds(text: str, *items: dict[str, Any]) -> list[str]:
    found = [finding.kind for finding in ledger(text, *items).findings]
    return [kind for kind in found if kind != "uncited_source"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"He said “{LONG}.”", ["uncited_quote"]),
        (f"He said “{LONG}” (Freeze 3).", []),
        (f"He said “{LONG}.” (Freeze 3) Then he left.", []),
        (f"He said “{LONG}.” Then he left. (Freeze 3)", ["uncited_quote"]),
        (f"As (Freeze 3) has it, he said “{LONG}.”", []),
        (f"He said “{LONG}” (Freeze).", ["missing_locator"]),
        (f"Freeze writes: “{LONG}” (3).", []),
        (f"Somebody writes: “{LONG}” (3).", ["page_without_source"]),
        ("He said “one two three four five.”", []),
        (f"The poster “{LONG}” hangs there.", []),
        (f"He painted “{LONG}” (1933) at home.", []),
        (f'He said "{LONG}."', ["uncited_quote"]),
        (f"Er sagte „{LONG}“.", ["uncited_quote"]),
        (f"Il dit « {LONG} ».", ["uncited_quote"]),
        (f"Он сказал «{LONG}» (Freeze 3).", []),
        ("He said “one ‘two three’ “four” five six seven” (Freeze 3).", []),
        (f"He said “{LONG}” (Freeze), and then “{LONG}” (Freeze 4).", ["missing_locator"]),
        (f"He said “{LONG}” and then “{LONG}” (Freeze 4).", []),
        ("He read “The Lives of Many Great and Small Cities” there.", []),
        ("It is so (ibid. 3).", ["ibid_without_antecedent"]),
        ("It is so (Orlov 33).", ["no_source"]),
    ],
)  # fmt: skip
def test_findings(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_sources_without_pages_need_no_locator() -> None:
    assert kinds(f"He said “{LONG}” (Siegel).", SITE) == []


def test_an_uncited_quotation_suggests_the_author_named_in_its_sentence() -> None:
    (finding,) = [f for f in ledger(f"Freeze says “{LONG}.”").findings if f.kind == "uncited_quote"]
    assert finding.suggestion == "Freeze"


def test_a_footnote_serves_its_quotation() -> None:
    note = "[^1]: Freeze, *Russia*, 3."
    assert kinds(f"He said “{LONG}.”[^1] Then he left.\n\n{note}") == []
    assert kinds(f"He said “{LONG}.” Then he left.[^1]\n\n{note}") == ["uncited_quote"]
    assert ledger(f"He said “{LONG}.”[^1]\n\n{note}").paragraphs[0].citations == 1


def test_block_quotations_count_and_need_a_citation() -> None:
    assert kinds(f"He said:\n\n> {LONG}\n\nThen he left.") == ["uncited_quote"]
    assert kinds(f"He said (Freeze 3):\n\n> {LONG}\n\nThen he left.") == []
    assert kinds(f"He said:\n\n> {LONG} (Freeze 3)\n\nThen he left.") == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("He said “yes and left.", [8]),
        ("He said yes” and left.", [11]),
        ("He said ” yes” and left.", [8]),
        ("He “said” ” yes” and left.", [10]),
        ('He said "yes and left.', [8]),
        ("He is 5'10\" tall.", []),
        ("“He said.\n\n“He left.”", []),
        ("“He said.\n\nHe left.", [0]),
        ("„Ja“, sagte er.", []),
        ("»Ja«, sagte er.", []),
        ("”Ja”, sa han.", []),
        ("He said “yes “no” and left.", [8]),
        ("Code `“` is no prose.", []),
    ],
)
def test_marks_that_do_not_balance(text: str, places: list[int]) -> None:
    assert [f.start for f in ledger(text).findings if f.kind == "unbalanced_quotes"] == places


def test_findings_say_where_and_what() -> None:
    text = "It is so (Freese 3)."
    finding = next(f for f in ledger(text).findings if f.kind == "no_source")
    assert text[finding.start : finding.end] == "Freese 3"
    assert "Did you mean “Freeze”?" in finding.message


def test_candidates_are_not_called_uncited() -> None:
    two = [BOOK | {"id": id_} for id_ in "ab"]
    found = ledger("It is so (Freeze 3).", *two)
    assert (found.uncited, found.cited) == ((), ())
    assert found.findings[0].suggestion.count("Freeze") == 2


def test_primary_and_secondary_where_the_source_says_which() -> None:
    items = [BOOK | {"custom": {"material": "secondary"}}, SITE | {"custom": {"material": "primary"}}]
    assert ledger("It is so (Freeze 3).", *items).materials == {"secondary": 1}


def test_headings_and_the_lead_are_no_paragraphs() -> None:
    text = "A Title\n\nOne line of lead.\n\nFirst. Second (Freeze 3).\n\n## Part\n\nThird. Fourth."
    assert [paragraph.citations for paragraph in ledger(text).paragraphs] == [1, 0]


def test_empty_text() -> None:
    found = ledger("")
    assert (found.citations, found.paragraphs, found.quoted_share) == ((), (), 0.0)
    assert [finding.kind for finding in found.findings] == ["uncited_source"]
