"""Footnotes in HTML."""

from __future__ import annotations

import pytest

from transfer.documents.cleaning import clean

WORD = (
    "<p>One<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><span>[1]</span></a>.</p>"
    "<div style='mso-element:footnote' id=ftn1><p><a href='#_ftnref1' name='_ftn1'>[1]</a> Note.</p></div>"
)
WRITER = (
    '<p>One<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>.</p>'
    '<div id="sdfootnote1"><p><a name="sdfootnote1sym" href="#sdfootnote1anc">1</a> Note.</p></div>'
)
DOCS = (
    '<p>One<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.</p>'
    '<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> Note.</p></div>'
)
PANDOC = (
    '<p>One<a href="#fn1" id="fnref1"><sup>1</sup></a>.</p>'
    '<section><ol><li id="fn1"><p>Note. <a href="#fnref1">↩︎</a></p></li></ol></section>'
)
WIKIPEDIA = (
    '<p>One<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup>.</p>'
    '<ol><li id="cite_note-1"><a href="#cite_ref-1">^</a> <span>Note.</span></li></ol>'
)


@pytest.mark.parametrize("markup", [WORD, WRITER, DOCS, PANDOC, WIKIPEDIA])
def test_a_link_with_a_link_back_is_a_footnote(markup: str) -> None:
    html = clean(markup).html
    assert '<p>One<span id="note-reference-1"></span>.</p>' in html
    note = html.partition('<div id="note-text-1">')[2]
    assert "Note." in note
    assert "1]" not in note


def test_a_note_that_two_places_refer_to_is_the_note_of_both() -> None:
    html = clean(
        '<p>One<sup id="r-0"><a href="#n">[1]</a></sup>, two<sup id="r-1"><a href="#n">[1]</a></sup>.</p>'
        '<ol><li id="n">^ <a href="#r-0">a</a> <a href="#r-1">b</a> Note.</li></ol>'
    ).html
    reference = '<span id="note-reference-1"></span>'
    assert f"<p>One{reference}, two{reference}.</p>" in html
    note = html.partition('<div id="note-text-1">')[2].partition("</div>")[0]
    assert note.split() == ["Note."]


def test_a_long_note_is_not_repeated_without_end() -> None:
    places = "".join(f'<p>One<a id="r{n}" href="#n">1</a></p>' for n in range(100))
    back = "".join(f'<a href="#r{n}">1</a>' for n in range(100))
    html = clean(f'{places}<div id="n">{back}{"word " * 900}</div>').html
    assert html.count('<span id="note-reference-1">') == 5


def test_a_link_that_bears_its_paragraphs_name_is_cut_once() -> None:
    same = '<p id="a"><a id="a" href="#a">1</a></p>'
    assert "note-reference-1" in clean(same * 2).html


def test_a_link_to_a_part_of_the_page_is_none() -> None:
    assert "note-" not in clean('<p><a href="#b">to b</a></p><h2 id="b">B</h2>').html


def test_marks_of_ours_that_are_pasted_mean_nothing() -> None:
    assert (
        "note-" not in clean('<p>a<span id="note-reference-1"></span></p><div id="note-text-1">b</div>').html
    )


def test_very_many_links_to_one_place_take_no_time() -> None:
    many = "".join(f'<a id="r{n}" href="#x">1</a>' for n in range(10_000))
    clean(f'<p>{many}</p><div id="x">{"<a href=#r1>1</a>" * 10_000}</div>')
