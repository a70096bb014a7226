"""Boxes in a note's text: found by line, whatever else is typed, in bounded time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studynotes.text.directives import MAX_BOXES, boxes

HOSTILE = [
    "::: term A", ":::", "::: faq", "::: question", "::: nothing", ":::: figure x", "   ::: term B",
    "    :::", "```", "~~~ x", "- a", "- ```", "> b", "> ::: term C", "| a | b |", "|-|-|", "[^1]: x",
    "[a]:", "a", "", "a\n: b", "    code", "# h", "---", "Also: x, y", "Caption: z", "Marks: 2", "Scheme:",
    "- 1: p | q", "![w](image:0123456789abcdef0123456789abcdef)", "\t", ":::term", "1. a", "  - ::: term D",
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12)), max_size=40).map("\n".join)


def lines_of(text):
    return [problem.line for problem in boxes(text)[1]]


def test_a_box_is_what_stands_between_its_marks():
    (box,), problems = boxes("Before.\n::: term General Secretary\nThe office.\n\nMore.\n:::\nBehind.")
    assert (box.kind, box.title) == ("term", "General Secretary")
    assert box.lines == ("The office.", "", "More.")
    assert (box.start, box.end) == (1, 6)
    assert problems == []


@pytest.mark.parametrize(
    "typed", [":::term A\nb\n:::", "::: Term  A \nb\n   :::::", "::: term A\r\nb\r\n:::\r\n"]
)
def test_blanks_and_capitals_do_not_matter(typed):
    (box,), problems = boxes(typed)
    assert (box.title, box.lines, problems) == ("A", ("b",), [])


def test_a_box_that_is_not_closed_is_none():
    found, problems = boxes("::: term A\nb\n::: faq C?\nd\n:::")
    assert [box.title for box in found] == ["C?"]
    assert [str(problem) for problem in problems] == [
        "Line 1: “::: term A” is not closed: a line “:::” ends a box."
    ]
    assert lines_of("a\n\n::: faq B?\nc") == [3]


def test_a_box_of_no_kind_is_named_and_its_end_is_not():
    found, problems = boxes("::: warning\na\n:::\n")
    assert found == []
    assert [problem.words for problem in problems] == [
        "There is no box “warning”; there are term, figure, faq, question."
    ]


def test_an_end_without_a_beginning_is_said():
    assert lines_of("a\n:::\nb") == [2]


def test_a_box_begins_at_the_start_of_its_line():
    assert boxes("- a\n  ::: term A\n  b")[0] == []
    assert lines_of("- a\n  ::: term A\n  b") == [2]


@pytest.mark.parametrize("fence", ["```", "~~~~", "  ```python"])
def test_code_shows_boxes_and_has_none(fence):
    mark = fence.strip().removesuffix("python")
    assert boxes(f"{fence}\n::: term A\nb\n:::\n{mark}\n") == ([], [])
    assert [box.title for box in boxes(f"{fence}\n{mark}\n::: term A\nb\n:::")[0]] == ["A"]


def test_a_note_has_no_end_of_boxes():
    found, problems = boxes("::: faq A?\nb\n:::\n" * (MAX_BOXES + 2))
    assert len(found) == MAX_BOXES
    assert [problem.line for problem in problems] == [3 * MAX_BOXES + 1]


@given(text=texts)
@settings(max_examples=300)
def test_boxes_are_in_order_apart_and_hold_their_lines(text):
    found, problems = boxes(text)
    ends = [0, *(box.end for box in found)]
    assert all(end <= box.start for end, box in zip(ends, found, strict=False))
    assert all(len(box.lines) == box.end - box.start - 2 for box in found)
    assert all(0 < problem.line <= text.count("\n") + text.count("\r") + 1 for problem in problems)


@pytest.mark.parametrize("line", HOSTILE)
def test_any_line_over_and_over_is_read_in_bounded_time(line):
    text = f"{line}\n" * (200_000 // (len(line) + 1))
    begin = time.process_time()
    boxes(text)
    boxes(line * (200_000 // (len(line) + 1)))
    assert time.process_time() - begin < 2
