"""A mark scheme as teachers type it. Pure. The grammar, by lines:

    Marks: 6                                          what the question is worth; else all that can be earned
    Scheme:                                           may stand before the points, and says nothing
    Propaganda (at most 3)                            a group, perhaps with its maximum
    - 1: Names the heir's image. | heir | wise leader   a point: marks, text, words that answers have for it
    - 1: Names the press. or: Names schools.          alternatives that earn the same mark
    Rule: answers on one aspect alone: at most 3      a rule (rule_words.py)

Points may stand before the first group. An indented line goes on with the one above. A backslash takes its
meaning from `|`, `:`, `(`, `-`, `*` and itself. Keys of groups and points follow from titles and places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from django.utils.text import slugify

from accounts.slugs import unused

from ..problems import Problem
from .arithmetic import attainable
from .rule_words import read_rule
from .scheme import MAX_MARKS, Group, Point, Scheme, SchemeError, refuse

MAX_LINES = 500  # sixty points, each over several lines

MARKS = re.compile(r"marks:(.*)", re.IGNORECASE)
SCHEME = re.compile(r"scheme:", re.IGNORECASE)
RULE = re.compile(r"rule:(.*)", re.IGNORECASE)
BULLET = re.compile(r"[-*](?:\s|$)")
POINT = re.compile(r"[-*]\s+(\d{1,6})(?:\s*marks?)?\s*:(.*)", re.IGNORECASE)
TITLE = re.compile(r"(.*?)(?:(?<!\\)\(at most (\d{1,6})(?: marks?)?\))?$", re.IGNORECASE)
OR = re.compile(r"(?:^|\s)or:(?=\s|$)")
PART = re.compile(r"(?:\\.|[^\\|]|\\$)+")
ESCAPED = re.compile(r"\\([\\|:(*-])")


class Line(NamedTuple):
    number: int
    text: str


class Head(NamedTuple):
    """A group as it was begun: the line of its title, and the points read since."""

    line: int
    title: str
    at_most: int | None
    points: list[Point]


@dataclass
class Draft:
    """What the lines up to here have said, and what is wrong with them."""

    marks: Line | None = None
    heads: list[Head] = field(default_factory=list)
    rules: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @contextmanager
    def at(self, line: int) -> Iterator[None]:
        """Note what is wrong with a line instead of raising it."""
        try:
            yield
        except SchemeError as error:
            self.problems += [Problem(line, problem.words) for problem in error.problems]

    def settle(self) -> None:
        if self.problems:
            raise SchemeError(*sorted(self.problems))


def read_scheme(lines: Iterable[str], first_line: int = 1) -> Scheme:
    """The scheme that `lines` hold, of which the first has the number `first_line`.

    Raises SchemeError with every problem that was found, by line.
    """
    draft = Draft()
    for line in _joined(lines, first_line):
        with draft.at(line.number):
            _take(draft, line)
    groups = tuple(_groups(draft))
    draft.settle()
    with draft.at(draft.heads[0].line if draft.heads else first_line):
        scheme = Scheme(MAX_MARKS, groups)
    draft.settle()
    for number, words in draft.rules:
        with draft.at(number):
            scheme = replace(scheme, rules=(*scheme.rules, read_rule(words, groups)))
    draft.settle()
    with draft.at(draft.marks.number if draft.marks else first_line):
        scheme = _worth(scheme, draft.marks)
    draft.settle()
    return scheme


def _joined(lines: Iterable[str], first_line: int) -> Iterator[Line]:
    """Lines without blanks around them, each with the indented ones that go on with it."""
    held: Line | None = None
    for number, text in enumerate(lines, first_line):
        if number - first_line >= MAX_LINES:
            raise refuse(f"A mark scheme has at most {MAX_LINES} lines.", number)
        bare = " ".join(text.split())
        if not bare:
            continue
        if held and text[0].isspace() and not any(kind.match(bare) for kind in (BULLET, RULE, MARKS, SCHEME)):
            held = Line(held.number, f"{held.text} {bare}")
            continue
        if held:
            yield held
        held = Line(number, bare)
    if held:
        yield held


def _take(draft: Draft, line: Line) -> None:
    if found := MARKS.fullmatch(line.text):
        if draft.marks:
            raise refuse(f"The marks stand in line {draft.marks.number} already.")
        draft.marks = Line(line.number, found[1].strip())
    elif found := RULE.fullmatch(line.text):
        draft.rules.append(Line(line.number, found[1].strip()))
    elif BULLET.match(line.text):
        if not draft.heads:
            draft.heads.append(Head(line.number, "", None, []))
        points = draft.heads[-1].points
        points.append(_point(line.text, len(points) + 1))
    elif not SCHEME.fullmatch(line.text):
        title, most = TITLE.findall(line.text)[0]
        draft.heads.append(Head(line.number, _plain(title), int(most) if most else None, []))


def _point(text: str, number: int) -> Point:
    """A point; its key is that of its group yet to be made."""
    found = POINT.fullmatch(text)
    if not found:
        raise refuse("A point begins with its marks, like “- 1: Names an example.”")
    said, *accepts = PART.findall(f" {found[2]}")
    first, *others = (_plain(one) for one in OR.split(said))
    phrases = tuple(phrase for one in accepts if (phrase := _plain(one)))
    return Point(f"{number}", int(found[1]), first, tuple(others), phrases)


def _groups(draft: Draft) -> Iterator[Group]:
    used: set[str] = set()
    for head in draft.heads:
        # Nothing to add where the point itself could not be read.
        if not head.points and any(head.line <= problem.line for problem in draft.problems):
            continue
        with draft.at(head.line):
            key = _key(head.title, used)
            points = tuple(replace(point, key=f"{key}-{point.key}") for point in head.points)
            yield Group(key, head.title, head.at_most, points)


def _key(title: str, used: set[str]) -> str:
    stem = slugify(title.replace("_", " "))[:40].strip("-") or "group" if title else "points"
    key = unused(stem, used)
    used.add(key)
    return key


def _worth(scheme: Scheme, marks: Line | None) -> Scheme:
    """The scheme with the marks that its question says, which its points must be able to earn."""
    most = attainable(scheme)
    if marks is None:
        return replace(scheme, marks=most)
    if not re.fullmatch(r"[0-9]{1,6}", marks.text):
        raise refuse("Marks are a whole number, like “Marks: 6”.")
    if int(marks.text) > most:
        raise refuse(f"The points earn at most {most} of these {marks.text} marks.")
    return replace(scheme, marks=int(marks.text))


def _plain(text: str) -> str:
    return ESCAPED.sub(r"\1", text.strip())
