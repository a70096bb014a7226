"""What stands beside a note's text while it is written: its boxes, what is wrong with them, its citations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from blog.checklist import words
from blog.citing import panel
from blog.citing.panel import Panel

from ..models import StudyNote
from ..problems import Problem
from ..text.reading import NoteText, read
from . import citing

# A text with more has one trouble, not hundreds.
MOST_SHOWN = 50


@dataclass(frozen=True)
class Wrong:
    """A problem, and where its line stands in the text, in characters."""

    problem: Problem
    start: int
    words: str

    @property
    def end(self) -> int:
        return self.start + len(self.words)


@dataclass(frozen=True)
class Check:
    text: NoteText
    words: int
    marks: int
    wrong: list[Wrong]
    more: int
    panel: Panel

    @property
    def length(self) -> str:
        return words.said(self.words)


def check(note: StudyNote, body: str, lines: Sequence[str], *, by: User) -> Check:
    """Of a text as it is typed, stored or not."""
    text = read(body)
    found = citing.cited(note.topic, body, citing.typed_shelf(note.topic, lines, by=by), by=by)
    return Check(
        text,
        words.count(body),
        sum(question.scheme.marks for question in text.questions if question.scheme),
        _places(body, text.problems[:MOST_SHOWN]),
        max(0, len(text.problems) - MOST_SHOWN),
        panel.make(found.reading),
    )


def _places(body: str, problems: Sequence[Problem]) -> list[Wrong]:
    lines = body.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    last = len(lines)
    places = [(problem, min(problem.line, last) - 1) for problem in problems]
    return [Wrong(problem, starts[at], lines[at]) for problem, at in places]
