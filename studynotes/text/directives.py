"""Boxes in a note's text: the lines from "::: KIND TITLE" to ":::". A pure function, linear in the text.

The notation is that of Pandoc's fenced divs (https://pandoc.org/MANUAL.html#divs-and-spans), with a title
instead of attributes. What is wrong is said with its line, and stands on the page as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..problems import Problem

# A long page has some twenty.
MAX_BOXES = 200
MAX_TITLE_LENGTH = 200

_OPENS = re.compile(r"([ \t]*):{3,}[ \t]*([^\s:]+)[ \t]*(.*)")
_CLOSES = re.compile(r" {0,3}:{3,}[ \t]*")
_NEWLINE = re.compile(r"\r\n?|\n")
_CODE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")


class Kind(StrEnum):
    TERM = "term"
    FIGURE = "figure"
    FAQ = "faq"
    QUESTION = "question"


KINDS = ", ".join(Kind)


@dataclass(frozen=True, slots=True)
class Box:
    """From line `start` to before line `end`, counted from 0; `lines` are those within."""

    kind: Kind
    title: str
    lines: tuple[str, ...]
    start: int
    end: int


@dataclass(slots=True)
class _Open:
    kind: str
    title: str
    start: int

    def named(self) -> str:
        return f"“::: {self.kind}{f' {self.title}' if self.title else ''}”"


def boxes(text: str) -> tuple[list[Box], list[Problem]]:
    """The boxes of `text` in order, and what is wrong with how they are typed."""
    lines = _NEWLINE.split(text)
    found: list[Box] = []
    problems: list[Problem] = []
    begun: _Open | None = None
    for number, line in _outside_code(lines):
        if (opening := _OPENS.fullmatch(line)) and not opening[1]:
            if begun:
                problems.append(_not_closed(begun))
            begun = _Open(opening[2].lower(), opening[3].strip(), number)
            if begun.kind not in list(Kind):
                problems.append(
                    Problem(number + 1, f"There is no box “{begun.kind[:40]}”; there are {KINDS}.")
                )
        elif opening and opening[2].lower() in list(Kind):
            # In a list it would be a part of an item, and a box is none.
            problems.append(Problem(number + 1, "A box begins at the very start of a line, without blanks."))
        elif _CLOSES.fullmatch(line):
            if begun is None:
                problems.append(Problem(number + 1, "“:::” closes a box, and none is open here."))
            elif begun.kind in list(Kind):
                found.append(_closed(begun, lines, number))
            begun = None
    if begun:
        problems.append(_not_closed(begun))
    problems += _too_much(found)
    return found[:MAX_BOXES], sorted(problems, key=lambda problem: problem.line)


def _outside_code(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines, with their numbers, that are not between the fences of a block of code."""
    fence = ""
    for number, line in enumerate(lines):
        if fence:
            mark = line.strip()
            if mark and set(mark) == {fence[0]} and len(mark) >= len(fence) and line.find(mark) < 4:
                fence = ""
        elif found := _CODE.match(line):
            fence = found[1]
        else:
            yield number, line


def _closed(begun: _Open, lines: Sequence[str], number: int) -> Box:
    inside = tuple(lines[begun.start + 1 : number])
    return Box(Kind(begun.kind), begun.title, inside, begun.start, number + 1)


def _not_closed(begun: _Open) -> Problem:
    return Problem(begun.start + 1, f"{begun.named()[:80]} is not closed: a line “:::” ends a box.")


def _too_much(found: Sequence[Box]) -> Iterator[Problem]:
    if len(found) > MAX_BOXES:
        yield Problem(found[MAX_BOXES].start + 1, f"A note may have {MAX_BOXES} boxes; this is one more.")
    for box in found[:MAX_BOXES]:
        if len(box.title) > MAX_TITLE_LENGTH:
            yield Problem(box.start + 1, f"This has more than {MAX_TITLE_LENGTH} characters.")
