"""A reference typed as one line, and a source as Zotero finds it in a page."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import pytest

from sources.formats import coins, line, names

FREEZE = {"family": "Freeze", "given": "Gregory L."}
TUCKER = {"family": "Tucker", "given": "Robert C."}
KOTKIN = {"family": "Kotkin", "given": "Stephen"}
# What the seed's author typed, then the forms of the guides.
LINES: dict[str, dict[str, Any]] = {
    "Russia A History by Gregory L. Freeze": {
        "title": "Russia A History",
        "author": [FREEZE],
        "type": "book",
    },
    "History of the Communist Party of the Soviet Union(Bolsheviks), Short Course by the Central Committee; "
    "edited by Joseph Stalin": {
        "title": "History of the Communist Party of the Soviet Union(Bolsheviks), Short Course",
        "author": [{"literal": "Central Committee"}],
        "editor": [{"family": "Stalin", "given": "Joseph"}],
    },
    "The Rise of Stalin’s Personality Cult by Robert C. Tucker": {"author": [TUCKER]},
    "The Road to Terror by J. Arch Getty and Oleg V. Naumov (1999)": {
        "author": [{"family": "Getty", "given": "J. Arch"}, {"family": "Naumov", "given": "Oleg V."}],
        "issued": {"date-parts": [[1999]]},
    },
    "Kotkin, Stephen. Magnetic Mountain: Stalinism as a Civilization. Berkeley: University of California "
    "Press, 1995.": {
        "title": "Magnetic Mountain: Stalinism as a Civilization",
        "author": [KOTKIN],
        "publisher": "University of California Press",
        "publisher-place": "Berkeley",
        "issued": {"date-parts": [[1995]]},
    },
    "Stephen Kotkin, Magnetic Mountain (Berkeley: University of California Press, 1995), 347.": {
        "title": "Magnetic Mountain",
        "author": [KOTKIN],
        "publisher-place": "Berkeley",
    },
    "Tucker, R. C. (1979). The rise of Stalin’s personality cult. The American Historical Review, 84(2), "
    "347–366. https://doi.org/10.2307/1855137": {
        "title": "The rise of Stalin’s personality cult",
        "author": [{"family": "Tucker", "given": "R. C."}],
        "container-title": "The American Historical Review",
        "volume": "84",
        "issue": "2",
        "page": "347–366",
        "DOI": "10.2307/1855137",
        "type": "article-journal",
    },
    "Tucker, Robert C. “The Rise of Stalin’s Personality Cult.” The American Historical Review 84, no. 2 "
    "(1979): 347–66.": {
        "title": "The Rise of Stalin’s Personality Cult",
        "author": [TUCKER],
        "page": "347–66",
    },
    "The Master and Margarita by Mikhail Bulgakov, translated by Richard Pevear": {
        "author": [{"family": "Bulgakov", "given": "Mikhail"}],
        "translator": [{"family": "Pevear", "given": "Richard"}],
    },
    "http://soviethistory.msu.edu/1936-2/": {
        "type": "webpage",
        "URL": "http://soviethistory.msu.edu/1936-2/",
    },
}


@pytest.mark.parametrize("typed", LINES)
def test_a_line_is_taken_apart(typed: str) -> None:
    parsed = line.parse(typed)
    assert {variable: parsed.item.get(variable) for variable in LINES[typed]} == LINES[typed]
    assert parsed.is_parsed


@pytest.mark.parametrize(
    "typed", ["Stand by Me", "Step by step", "Death by a Thousand Cuts", "О культе личности"]
)
def test_a_line_that_is_only_a_title_stays_one(typed: str) -> None:
    parsed = line.parse(typed)
    assert parsed.item["title"] == typed
    assert not parsed.is_parsed


def test_the_page_of_a_note_is_left_over() -> None:
    assert line.parse("Stephen Kotkin, Magnetic Mountain (Berkeley: UC Press, 1995), 347.").left == "347"


def test_names_in_a_line_are_split_one_by_one() -> None:
    assert [name.get("family") for name in names.from_line("Ann Lee, Bob May and Jan van der Linden")] == [
        "Lee",
        "May",
        "Linden",
    ]


def fields(item: dict[str, Any]) -> dict[str, list[str]]:
    return parse_qs(coins.content(item), strict_parsing=True)


def test_a_book_is_a_book() -> None:
    found = fields(
        {"type": "book", "title": "Russia & more", "author": [FREEZE], "issued": {"date-parts": [[2009]]}}
    )
    assert found["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:book"]
    assert found["rft.btitle"] == ["Russia & more"]
    assert (found["rft.aulast"], found["rft.aufirst"], found["rft.date"]) == (
        ["Freeze"],
        ["Gregory L."],
        ["2009"],
    )


def test_a_chapter_is_an_item_of_a_book() -> None:
    found = fields(
        {"type": "chapter", "title": "C", "container-title": "B", "author": [FREEZE], "page": "1–9"}
    )
    assert (found["rft.genre"], found["rft.atitle"], found["rft.btitle"]) == (["bookitem"], ["C"], ["B"])
    assert (found["rft.spage"], found["rft.epage"]) == (["1"], ["9"])


def test_an_article_has_a_journal() -> None:
    item = {
        "type": "article-journal",
        "title": "A",
        "container-title": "J",
        "author": [TUCKER],
        "DOI": "10.1/x",
    }
    found = fields(item)
    assert (found["rft.atitle"], found["rft.jtitle"], found["rft_id"]) == (["A"], ["J"], ["info:doi/10.1/x"])


def test_the_rest_is_dublin_core_with_a_type() -> None:
    found = fields(
        {"type": "webpage", "title": "W", "author": [{"literal": "MSU"}], "URL": "https://x.org/?a=1&b=2"}
    )
    assert (found["rft.type"], found["rft.title"], found["rft.aucorp"]) == (["webpage"], ["W"], ["MSU"])
    assert found["rft.identifier"] == ["https://x.org/?a=1&b=2"]


def test_a_work_with_an_editor_only_names_him() -> None:
    assert fields({"type": "book", "title": "T", "editor": [FREEZE]})["rft.aulast"] == ["Freeze"]


def test_a_work_that_names_nobody_has_none() -> None:
    """Zotero would look it up online."""
    assert coins.content({"type": "webpage", "title": "W"}) == ""
