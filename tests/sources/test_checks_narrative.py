"""Sources that the sentence names, and the bracket behind them."""

from __future__ import annotations

import pytest

from bench.citations import as_expected, read_cases
from sources.checks.ledger import check
from sources.checks.records import Citation

ITEMS = {item["id"]: item for case in read_cases() for item in case.items}
QUOTE = "“one two three four five six”"


def found(text: str) -> list[Citation]:
    return list(check(text, list(ITEMS.values())).citations)


def expected(text: str) -> list[str]:
    return [as_expected(citation) for citation in found(text)]


@pytest.mark.parametrize(
    ("text", "source", "span"),
    [
        ("As van der Linden (2007) says.", "linden", "van der Linden (2007)"),
        ("As Stephen Kotkin (1995) says.", "kotkin", "Stephen Kotkin (1995)"),
        ("Kotkin's (1995) book.", "kotkin", "Kotkin's (1995)"),
        ("Kotkin’s *Magnetic Mountain* (1995).", "kotkin", "Kotkin’s *Magnetic Mountain* (1995)"),
        ("Kotkin's *Magnetic Mountain* (1995).", "kotkin", "Kotkin's *Magnetic Mountain* (1995)"),
        ("Kotkin’s magnetic mountain (1995).", "kotkin", "Kotkin’s magnetic mountain (1995)"),
        ("It was no lesson. Kotkin (1995) says.", "kotkin", "Kotkin (1995)"),
        ("It is so in Orlov. Figes (2007) says.", "figes", "Figes (2007)"),
        ("It is so, ed. Figes (2007) says.", "figes", "Figes (2007)"),
        ("UN (1948) adopted it.", "un", "UN (1948)"),
        ("S. G. Wheatcroft (2004) said so.", "davies", "S. G. Wheatcroft (2004)"),
        ("So Wheatcroft, Davies et al. (2004).", "davies", "Wheatcroft, Davies et al. (2004)"),
        ("В книге Коткина (1995) портрет иной.", "kotkin", "Коткина (1995)"),
        ("Так у Волкогонова (с. 12).", "volkogonov", "Волкогонова (с. 12)"),
    ],
)
def test_citation_begins_with_the_name(text: str, source: str, span: str) -> None:
    assert [(citation.source, citation.text, citation.mode) for citation in found(text)] == [
        (source, span, "narrative")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It was cold for Kotkin. Magnetic Mountain (1995) says.",
        "Kotkin’s *Magnetic Mountain* (72) says so.",
        "Kotkin’s *Magnetic Mountain* (1996) says so.",
        "Kotkn (1996) says so.",
        "Kotkn (72) says so.",
        "In kotkn (1995) so.",
        "Freeze (2001) says so.",
        "(1995) was late.",
    ],
)
def test_no_name_right_before_the_bracket(text: str) -> None:
    assert expected(text) == []


def test_name_like_an_authors_before_that_authors_year_suggests_it() -> None:
    (citation,) = found("As the late Stephen Kotkn (1995) says.")
    assert (citation.text, citation.status, citation.mode) == ("Kotkn (1995)", "missing", "narrative")
    assert (citation.suggestion, citation.source) == ("Kotkin", None)


def test_author_with_another_year_is_asked_about() -> None:
    (citation,) = found("Kotkin (1996) says so.")
    assert (citation.status, citation.candidates, citation.other_year) == ("ambiguous", ("kotkin",), True)


def test_two_years_are_two_places() -> None:
    text = "As Kelly (2005, 2007) says."
    citations = found(text)
    assert [(c.text, text[c.start : c.end]) for c in citations] == [
        ("Kelly (2005", "Kelly (2005"),
        ("2007", "2007"),
    ]
    assert [(c.status, c.source, c.candidates, c.years) for c in citations] == [
        ("matched", "kelly-pavlik", (), (2005,)),
        ("matched", "kelly-world", (), (2007,)),
    ]


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        (f"Shakespeare writes: {QUOTE} (72).", ["hamlet@72"]),
        (f"Taylor writes: {QUOTE} (72).", ["?@72"]),
        (f"Engels says {QUOTE} (72).", ["manifesto@72"]),
        (f"Freeze says {QUOTE} (72).", ["freeze@72"]),
        (f"Freeze says {QUOTE} (72) then.", ["freeze@72"]),
        (f"Freeze says {QUOTE} of it (72) then.", []),
        (f"Freeze says {QUOTE} (see 72).", []),
        (f"Freeze says {QUOTE} [72].", []),
        (f"Freeze says {QUOTE} (10:30).", []),
        (f"Freeze says {QUOTE} (1.5).", []),
        (f"Freeze says {QUOTE} (xii).", []),
        (f"Freeze says {QUOTE} (1972).", []),
        (f"Freeze says {QUOTE} (1972, 12).", []),
        (f"Freeze says {QUOTE}. (72)", ["freeze@72"]),
        ("Freeze says: “One two three four five six. It was so.” (72)", ["freeze@72"]),
        ("Freeze wrote of the plan (p. 72) that failed.", ["freeze@72"]),
        ("Freeze wrote of the plan (p. xii) that failed.", ["freeze@xii"]),
        ("Freeze wrote of the plan (ch. 7) that failed.", ["freeze@ch. 7"]),
        ("Freeze wrote of the plan (vol. 7) that failed.", []),
        ("Freeze wrote of the plan (72).", ["freeze@72"]),
        ("Freeze wrote of the plan (72) that failed.", []),
        ("The plan (p. 72) failed.", []),
    ],
)
def test_page_alone_is_of_the_author_named_before(text: str, expect: list[str]) -> None:
    assert expected(text) == expect


def test_page_alone_has_no_name_of_its_own() -> None:
    (citation,) = found(f"Freeze says {QUOTE} (72).")
    assert (citation.text, citation.mode) == ("72", "suppressed")


def test_page_of_nobody_suggests_the_source_cited_before() -> None:
    alone = found(f"Somebody says {QUOTE} (3).")
    assert [(c.gap, c.suggestion) for c in alone] == [("page", "")]
    after = found(f"So it was (Kotkin 72). Somebody says {QUOTE} (3).")
    assert [(c.gap, c.suggestion) for c in after] == [("", ""), ("page", "Kotkin")]
