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


def test_a_link_to_a_part_of_the_page_is_none() -> None:
    assert "note-" not in clean('<p><a href="#b">to b</a></p><h2 id="b">B</h2>').html


def test_marks_of_ours_that_are_pasted_mean_nothing() -> None:
    assert (
        "note-" not in clean('<p>a<span id="note-reference-1"></span></p><div id="note-text-1">b</div>').html
    )


def test_very_many_links_to_one_place_take_no_time() -> None:
    many = "".join(f'<a id="r{n}" href="#x">1</a>' for n in range(10_000))
    clean(f'<p>{many}</p><div id="x">{"<a href=#r1>1</a>" * 10_000}</div>')
