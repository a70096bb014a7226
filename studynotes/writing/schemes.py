"""What is wrong with a note's text, its mark schemes included. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..marking.notation import read_scheme
from ..marking.scheme import Scheme, SchemeError
from ..text.reading import NoteText, Problem, read


class Written(NamedTuple):
    """A note's text as read: `schemes` are those that can be, by the number of their question."""

    text: NoteText
    schemes: Mapping[int, Scheme]
    problems: list[Problem]


def written(body: str) -> Written:
    """What a note's Markdown says, and everything that keeps it from being published, by line."""
    text = read(body)
    schemes: dict[int, Scheme] = {}
    problems = list(text.problems)
    for question in text.questions:
        if not question.scheme_lines:
            continue
        try:
            schemes[question.number] = read_scheme(question.scheme_lines, question.scheme_line)
        except SchemeError as error:
            problems += [Problem(line, words) for line, words in error.problems]
    return Written(text, schemes, sorted(problems, key=lambda problem: problem.line))


def without_schemes(body: str, text: NoteText) -> str:
    """The text with blanks in the place of its mark schemes: what they have in brackets cites nothing."""
    lines = body.split("\n")
    for question in text.questions:
        first = question.scheme_line - 1
        for number in range(first, first + len(question.scheme_lines)):
            lines[number] = " " * len(lines[number])
    return "\n".join(lines)
