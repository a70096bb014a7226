"""What a note's text says, and what it lacks, by line."""

import time

import pytest
from hypothesis import given, settings

from studynotes.models import KeyTerm, Question
from studynotes.text import reading
from studynotes.text.reading import read

from .test_directives import HOSTILE, texts

PICTURE = "![A tower](image:0123456789abcdef0123456789abcdef)"


def wrong(body):
    return [(problem.line, problem.words) for problem in read(body).problems]


def test_a_term_has_its_spellings_its_definition_and_its_anchor():
    (term,) = read("::: term Cult of Personality\nalso: cults  of personality, Cult,\n\nA *cult*.\n:::").terms
    assert (term.title, term.markdown) == ("Cult of Personality", "A *cult*.")
    assert term.spellings == ("cults of personality", "Cult")
    assert (term.anchor, term.slug) == ("term-cult-of-personality", "cult-of-personality")
    assert (term.line, term.lines) == (1, (3, 4))


def test_terms_that_make_one_address_get_two():
    assert [term.slug for term in read("::: term C\na\n:::\n::: term C++\nb\n:::").terms] == ["c", "c-2"]


def test_a_figure_has_its_picture_caption_credit_and_source():
    body = f"::: figure\n{PICTURE}\nCaption: A tower\n  at night.\nCredit: Own.\nSource: https://a.example/b\n:::"
    (figure,) = read(body).figures
    assert figure.name == "0123456789abcdef0123456789abcdef"
    assert (figure.title, figure.caption) == ("A tower", "A tower at night.")
    assert (figure.credit, figure.source) == ("Own.", "https://a.example/b")


def test_questions_of_the_faq_are_counted():
    faqs = read("::: faq Why?\nSo.\n:::\n\n::: faq How?\nThus.\n:::").faqs
    assert [(faq.title, faq.markdown, faq.anchor) for faq in faqs] == [
        ("Why?", "So.", "faq-1"), ("How?", "Thus.", "faq-2"),
    ]  # fmt: skip


def test_a_practice_question_is_apart_from_its_scheme():
    body = "::: question\nDefine *it*.\n\nMarks: 2\nScheme:\n- 1: One.\n- 1: Two.\n:::"
    (question,) = read(body).questions
    assert (question.number, question.title, question.anchor) == (1, "Question 1", "question-1")
    assert question.markdown == "Define *it*."
    assert (question.scheme_lines[0], question.scheme_line) == ("Marks: 2", 4)
    assert question.scheme.marks == 2


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("::: term\na\n:::", 1, "no name"),
        (f"::: term {'A' * 101}\na\n:::", 1, "at most 100"),
        ("::: term A\nAlso: b\n\n:::", 1, "no definition"),
        ("::: term A\n:::", 1, "no definition"),
        (f"::: term A\n{'b' * 2001}\n:::", 2, "at most 2000"),
        ("::: term A\na\n:::\n::: term B\nAlso: a\nb\n:::", 4, "“a” is defined twice"),
        (f"::: term A\nAlso: {','.join(map(str, range(21)))}\na\n:::", 2, "at most 20"),
        ("::: figure\nCaption: a\n:::", 1, "one picture"),
        (f"::: figure\n{PICTURE}\n{PICTURE.replace('0', '1')}\n:::", 1, "one picture"),
        (f"::: figure\n{PICTURE}\nSource: javascript:a\n:::", 3, "an address"),
        ("::: faq\na\n:::", 1, "Write it as “::: faq How did …?”"),
        ("::: faq Why?\n:::", 1, "no answer"),
        ("::: question Why?\nMarks: 1\n- 1: a\n:::", 1, "next line"),
        ("::: question\nMarks: 1\n- 1: a\n:::", 1, "asks nothing"),
        ("::: question\nWhy?\n:::", 2, "no mark scheme"),
        ("::: question\nWhy?\nMarks: 1\nScheme:\n- a\n:::", 5, "begins with its marks"),
        ("::: question\nWhy?\nMarks: 1\n:::", 3, "needs a point"),
        (f"::: question\n{'a' * 2001}\nMarks: 1\n- 1: a\n:::", 2, "at most 2000"),
        ("::: question\nWhy?\nMarks: 1\n- 1: a\n:::\n" * 2, 6, "asked twice"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(body, line, words):
    ((found, said),) = wrong(body)
    assert found == line
    assert words in said


def test_limits_are_those_of_the_rows_that_follow_the_text():
    assert KeyTerm._meta.get_field("term").max_length == reading.MAX_NAME_LENGTH
    assert KeyTerm._meta.get_field("definition").max_length == reading.MAX_DEFINITION_LENGTH
    assert Question._meta.get_field("prompt").max_length == reading.MAX_PROMPT_LENGTH


@given(text=texts)
@settings(max_examples=300)
def test_any_text_is_read_and_no_anchor_is_given_twice(text):
    note = read(text)
    anchors = [part.anchor for part in note.parts]
    assert len(set(anchors)) == len(anchors)
    assert all(part.markdown for part in note.parts)
    assert [part.line for part in note.parts] == sorted(part.line for part in note.parts)


@pytest.mark.parametrize("line", HOSTILE)
def test_boxes_full_of_one_line_are_read_in_bounded_time(line):
    body = "".join(f"::: {kind} A\n{f'{line}{chr(10)}' * (45_000 // (len(line) + 1))}:::\n"
                   for kind in ("term", "figure", "faq", "question"))  # fmt: skip
    begin = time.process_time()
    read(body)
    assert time.process_time() - begin < 2
