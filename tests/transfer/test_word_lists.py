"""Word's paragraphs that look like items."""

from __future__ import annotations

import re

from transfer.documents.cleaning import clean


def item(text: str, level: int = 1, marker: str = "1.") -> str:
    ignored = f"<span style='mso-list:Ignore'>{marker}<span>&nbsp; </span></span>"
    return f"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'>{ignored}{text}</p>"


def nested(*paragraphs: str) -> str:
    return re.sub(r"\s+", " ", clean("".join(paragraphs)).html).removeprefix("<div>").removesuffix("</div>")


def test_numbers_make_a_numbered_list_and_signs_a_plain_one() -> None:
    assert nested(item("a"), item("b", marker="2.")) == "<ol><li>a</li><li>b</li></ol>"
    assert nested(item("a", marker="·")) == "<ul><li>a</li></ul>"


def test_levels_are_lists_in_items() -> None:
    html = nested(item("a"), item("b", 2, "o"), item("c", 3, "i."), item("d", marker="2."))
    assert html == "<ol><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li><li>d</li></ol>"


def test_a_level_that_is_left_out_does_not_matter() -> None:
    assert nested(item("a"), item("b", 4)) == "<ol><li>a<ol><li>b</li></ol></li></ol>"


def test_a_list_that_goes_on_after_a_paragraph_keeps_its_number() -> None:
    html = nested(item("a"), "<p>Between</p>", item("b", marker="2."))
    assert html == '<ol><li>a</li></ol><p>Between</p><ol start="2"><li>b</li></ol>'


def test_another_kind_on_one_level_is_another_list() -> None:
    assert nested(item("a"), item("b", marker="o")) == "<ol><li>a</li></ol><ul><li>b</li></ul>"


def test_the_number_of_a_heading_is_words_no_longer() -> None:
    html = clean("<h1 style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>Title</h1>").html
    assert html == "<div><h1>Title</h1></div>"
