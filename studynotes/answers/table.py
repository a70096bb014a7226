"""A class's results as a table for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from .results import QuestionResult

HEAD = [
    "Specification", "Topic", "Title", "Question", "Asked", "Scheme", "Aspect", "Point", "Says", "Marks",
    "Answers marked", "Earned it", "Missed it", "Students who handed in", "Marked by staff", "Not marked",
]  # fmt: skip
# A cell that begins so is a formula to a spreadsheet (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(results: Iterable[QuestionResult]) -> str:
    """A line for each point of each question, those of earlier schemes too. Read by every spreadsheet."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    writer.writerows([harmless(cell) for cell in row] for result in results for row in _rows(result))
    return out.getvalue()


def harmless(cell: str | int) -> str | int:
    """The cell, with an apostrophe before what a spreadsheet would calculate."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _rows(result: QuestionResult) -> Iterator[list[str | int]]:
    question, topic = result.question, result.question.note.topic
    asked: list[str | int] = [str(topic.specification), topic.number, topic.title]
    asked += [question.number, question.prompt]
    counts = [result.students, result.by_staff, result.unmarked]
    for version, points in (("in force", result.points), ("earlier", result.earlier)):
        for one in points:
            says: list[str | int] = [version, one.group, one.number, one.point.text, one.point.marks]
            yield [*asked, *says, one.marked, one.earned, one.missed, *counts]
