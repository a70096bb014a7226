"""A note's text as HTML: every box that says something is drawn, and nothing that is not on the list."""

import time

import pytest
from hypothesis import given, settings

from accounts.texts import storable
from blog.allowed import NOTE_TAGS
from blog.images.figures import Figure
from blog.inserts import Insert
from blog.markup import contents
from studynotes.text.drawing import draw
from studynotes.text.reading import read
from tests.blog.test_markup import ATTRIBUTES, elements

from .test_directives import HOSTILE, texts

NAME = "0123456789abcdef0123456789abcdef"
TERM = "::: term Gulag\nA *camp*.\n:::"
FIGURE = f"::: figure\n![A tower](image:{NAME})\nCaption: *One* tower.\nCredit: Own.\nSource: https://a.example/b\n:::"
FAQ = "::: faq Was he <there>?\nYes.[^1]\n:::\n\n[^1]: No."
QUESTION = "::: question\nDefine it.\n\nMarks: 2\nScheme:\n- 1: One.\n- 1: Two.\n:::"
PICTURES = {NAME: Figure(f"/media/{NAME}.jpg", 800, 600, "Described", caption="Kept.", credit="Kept too.")}


def test_a_term_is_a_definition_with_a_link_to_itself():
    drawn = draw(f"Before\n{TERM}\nbehind.")
    assert '<div class="term" id="term-gulag">' in drawn
    assert '<dfn><a href="#term-gulag"' in drawn
    assert "<dd>\n<p>A <em>camp</em>.</p>\n</dd>" in drawn
    assert drawn.startswith("<p>Before</p>")
    assert drawn.endswith("<p>behind.</p>\n")


@pytest.mark.parametrize("stop", ["", "."])
def test_a_rule_ends_in_one_full_stop(stop):
    rule = f"Rule: answers on one aspect alone: at most 1{stop}"
    drawn = draw(QUESTION.replace("- 1: One.\n- 1: Two.", f"A\n- 1: One.\nB\n- 1: Two.\n{rule}"))
    assert '<p class="rule">Answers on one aspect alone: at most 1.</p>' in drawn


def test_a_figure_has_its_own_caption_credit_and_source():
    drawn = draw(FIGURE, pictures=PICTURES)
    assert f'<a href="/media/{NAME}.jpg"' in drawn
    assert 'alt="Described"' in drawn
    assert "<em>One</em> tower." in drawn
    assert 'Own. Source: <a href="https://a.example/b"' in drawn
    assert "Kept" not in drawn


def test_a_figure_without_words_has_those_of_its_picture():
    drawn = draw(f"::: figure\n![](image:{NAME})\n:::", pictures=PICTURES)
    assert "<figcaption>Kept. <small>Kept too.</small></figcaption>" in drawn


def test_a_picture_that_is_not_there_leaves_its_words():
    drawn = draw(FIGURE)
    assert "<img" not in drawn
    assert "<p>A tower</p>" in drawn


def test_an_answer_of_the_faq_is_closed_and_its_note_is_among_the_others():
    drawn = draw(f"One[^2].\n\n[^2]: Two.\n\n{FAQ}")
    assert "<summary>Was he &lt;there&gt;?</summary>" in drawn
    assert drawn.index("Two.") < drawn.index("No.")
    assert drawn.count("<section") == 1


def test_a_practice_question_asks_and_keeps_its_scheme_closed():
    drawn = draw(QUESTION, answers={1: "/notes/questions/7/"})
    assert '<div class="question" id="question-1">' in drawn
    assert 'href="/notes/questions/7/"' in drawn
    assert '<details class="scheme">' in drawn[drawn.index("Answer question 1") :]
    assert "btn" not in draw(QUESTION)


def test_a_scheme_shows_its_groups_points_and_rules():
    lines = [
        "Marks: 4",
        "Scheme:",
        "Fear (at most 2)",
        "- 1: A <camp>. or: A trial.",
        "- 1: A court.",
        "Praise",
        "- 2: A poster.",
    ]
    rule = "Rule: answers on one aspect alone: at most 3"
    drawn = draw("\n".join(["::: question", "Explain.", *lines, rule, ":::"]))
    assert '<h2 id="part-1">\nQuestion 1 <span class="marks">4 marks</span></h2>' in drawn
    assert '<p class="group">Fear <span class="marks">at most 2 marks</span></p>' in drawn
    assert '<span>A &lt;camp&gt;. <em>or</em> A trial.</span> <span class="marks">1 mark</span></li>' in drawn
    assert '<p class="rule">Answers on one aspect alone: at most 3.</p>' in drawn


def test_a_scheme_with_a_fault_stands_as_it_was_typed():
    assert "<p>Marks: 2<br>- &lt;a&gt;</p>" in draw("::: question\nWhy?\nMarks: 2\n- <a>\n:::")


def test_the_title_of_a_question_skips_no_level():
    assert "<h2" in draw(QUESTION)
    assert draw(f"## A\n\n{QUESTION}\n\n## B").count("<h3") == 1
    assert [words for _, words in contents(draw(f"## A\n\n{QUESTION}\n\n## B"))] == ["A", "B"]


def test_what_is_wrong_stands_as_it_was_typed():
    drawn = draw("::: term Gulag\nA camp.\n\n::: warning\nb\n:::")
    assert "::: term Gulag<br>\nA camp." in drawn
    assert "::: warning<br>\nb<br>\n:::" in drawn


def test_citations_reach_into_boxes():
    body = f"Before.\n\n{TERM}"
    start = body.index("camp")
    drawn = draw(body, [Insert(start, start + 4, '<a class="cite" href="#s-1">', "</a>")])
    assert '<a class="cite" href="#s-1"' in drawn[drawn.index("term-gulag") :]


def test_each_box_says_its_line_for_a_preview():
    drawn = draw(f"A.\n\n{TERM}\n\n{FAQ}", has_lines=True)
    assert [drawn.count(f'data-line="{line}"') for line in (0, 2, 6)] == [1, 1, 1]


@given(text=texts)
@settings(max_examples=400)
def test_every_box_that_says_something_is_drawn(text):
    text = storable(text)
    drawn = draw(text)
    assert [f'id="{part.anchor}"' for part in read(text).parts if f'id="{part.anchor}"' not in drawn] == []


@given(text=texts)
@settings(max_examples=200)
def test_no_text_yields_an_element_or_attribute_outside_the_list(text):
    for name, attributes in elements(draw(storable(text))):
        assert name in NOTE_TAGS
        assert set(attributes) <= ATTRIBUTES


@pytest.mark.parametrize("line", HOSTILE)
def test_a_note_full_of_one_line_is_drawn_in_bounded_time(line):
    text = f"{line}\n" * (200_000 // (len(line) + 1))
    begin = time.process_time()
    draw(text)
    assert time.process_time() - begin < 3
