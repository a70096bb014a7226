"""A mark scheme: groups of points that earn marks, and rules over groups. Pure.

A scheme that exists is a valid one: each part checks itself when it is made and raises SchemeError. The
JSON form (`to_data`, `from_data`) is described by `scheme.schema.json` beside this module.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal, get_args

from ..problems import Problem

# "spread": few groups answered; "together": several groups that share a maximum.
Kind = Literal["spread", "together"]

MAX_MARKS = 1_000
# No printed scheme comes near these; they bound what comparing an answer with a scheme can cost.
MAX_GROUPS = 20
MAX_POINTS = 60
MAX_RULES = 20
MAX_PHRASES = 20  # of one point
MAX_TEXT = 500
MAX_PHRASE = 120

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class SchemeError(ValueError):
    """What was read is no mark scheme. `line` and `words` are those of the first of its `problems`."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        self.line, self.words = problems[0]
        super().__init__(" ".join(map(str, problems)))


def refuse(words: str, line: int = 0) -> SchemeError:
    """The error for one problem."""
    return SchemeError(Problem(line, words))


@dataclass(frozen=True, slots=True)
class Point:
    """What earns `marks`: `text`, or one of `alternatives`; `accepts` are words that answers have for it."""

    key: str
    marks: int
    text: str
    alternatives: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_key(self.key)
        _check_number("A point's marks", self.marks)
        for text in (self.text, *self.alternatives):
            _check_text("a point", text, MAX_TEXT)
        for phrase in self.accepts:
            _check_text("accepted words", phrase, MAX_PHRASE)
        if len(self.alternatives) > MAX_PHRASES or len(self.accepts) > MAX_PHRASES:
            raise refuse(f"A point has at most {MAX_PHRASES} alternatives and {MAX_PHRASES} accepted words.")


@dataclass(frozen=True, slots=True)
class Group:
    """Points on one aspect. `at_most` is None where all of them may count; `title` is empty where a scheme
    has no aspects."""

    key: str
    title: str
    at_most: int | None
    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        _check_key(self.key)
        if self.title:
            _check_text("a group's title", self.title, MAX_PHRASE)
        if self.at_most is not None:
            _check_number("A group's maximum", self.at_most)
            if not self.title:
                raise refuse("A group without a title has no maximum: the question's marks are.")
        if not self.points:
            raise refuse(f"“{self.title}” has no points." if self.title else "A group has no points.")


@dataclass(frozen=True, slots=True)
class Rule:
    """A maximum over `groups` (keys; none: all of them), in the words that were typed.

    "spread": where fewer than `fewer_than` of them earn anything, the whole mark is at most `at_most`.
    "together": what they earn together is at most `at_most`; `fewer_than` is 0.
    """

    kind: Kind
    groups: tuple[str, ...]
    fewer_than: int
    at_most: int
    words: str

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            raise refuse(f"There is no rule of the kind “{self.kind}”.")
        _check_text("a rule", self.words, MAX_TEXT)
        _check_number("A rule's maximum", self.at_most, least=0)
        _check_number("A rule's number of aspects", self.fewer_than, least=int(self.kind == "spread"))
        if self.kind == "together" and (self.fewer_than or len(self.groups) < 2):
            raise refuse("A rule over groups together names two groups or more.")
        if len(set(self.groups)) != len(self.groups):
            raise refuse("A rule names a group twice.")

    @property
    def sentence(self) -> str:
        """Its words as a sentence, with one full stop whether one was typed or not."""
        said = self.words[:1].upper() + self.words[1:]
        return said if said.endswith((".", "!", "?")) else f"{said}."


@dataclass(frozen=True)
class Scheme:
    """`marks` is what the question is worth; nothing counts beyond it."""

    marks: int
    groups: tuple[Group, ...]
    rules: tuple[Rule, ...] = ()

    def __post_init__(self) -> None:
        _check_number("A question's marks", self.marks)
        if not self.groups:
            raise refuse("A mark scheme needs a point.")
        sizes = (len(self.groups), len(self.points), len(self.rules))
        for what, number, most in zip(("groups", "points", "rules"), sizes, _MOST, strict=True):
            if number > most:
                raise refuse(f"A mark scheme has at most {most} {what}; this one has {number}.")
        _check_distinct("groups", [group.key for group in self.groups])
        _check_distinct("points", [point.key for point in self.points])
        _check_distinct("groups", [group.title.casefold() for group in self.groups], "title")
        if not all(group.title for group in self.groups[1:]):
            raise refuse("Only the first group can do without a title.")
        known = {group.key for group in self.groups}
        for rule in self.rules:
            if missing := [key for key in rule.groups if key not in known]:
                raise refuse(f"A rule names the group “{missing[0]}”, which is not in the scheme.")
            if rule.fewer_than > len(rule.groups or self.groups):
                raise refuse(f"A rule asks for {rule.fewer_than} aspects, more than there are.")
        # Two that overlap would cut a mark twice, and a tick more could then earn less.
        over = [key for rule in self.rules if rule.kind == "together" for key in rule.groups]
        if len(set(over)) != len(over):
            raise refuse("A group stands in two rules over groups together.")

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """All points, in order."""
        return tuple(point for group in self.groups for point in group.points)

    def numbered(self) -> Iterator[tuple[int, Point]]:
        """All points as people name them, counted from 1."""
        yield from enumerate(self.points, start=1)

    def to_data(self) -> dict[str, Any]:
        """The scheme as JSON has it."""
        return {key: _plain(value) for key, value in asdict(self).items()}

    @classmethod
    def from_data(cls, data: object) -> Scheme:
        """The scheme of what `to_data` gave, or of JSON of that form. Raises SchemeError."""
        whole = _record("A mark scheme", data, ("marks", "groups", "rules"))
        return cls(
            whole["marks"],
            tuple(_group(one) for one in _list("groups", whole["groups"])),
            tuple(_rule(one) for one in _list("rules", whole["rules"])),
        )


_MOST = (MAX_GROUPS, MAX_POINTS, MAX_RULES)


def _group(data: object) -> Group:
    one = _record("A group", data, ("key", "title", "at_most", "points"))
    points = tuple(_point(point) for point in _list("points", one["points"]))
    return Group(one["key"], one["title"], one["at_most"], points)


def _point(data: object) -> Point:
    one = _record("A point", data, ("key", "marks", "text", "alternatives", "accepts"))
    phrases = (tuple(_list(name, one[name])) for name in ("alternatives", "accepts"))
    return Point(one["key"], one["marks"], one["text"], *phrases)


def _rule(data: object) -> Rule:
    one = _record("A rule", data, ("kind", "groups", "fewer_than", "at_most", "words"))
    groups = tuple(_list("groups", one["groups"]))
    for key in groups:
        _check_key(key)
    return Rule(one["kind"], groups, one["fewer_than"], one["at_most"], one["words"])


def _record(what: str, data: object, fields: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise refuse(f"{what} is a record with the fields {', '.join(fields)}.")
    if missing := [field for field in fields if field not in data]:
        raise refuse(f"{what} lacks the field “{missing[0]}”.")
    if unknown := [field for field in data if field not in fields]:
        raise refuse(f"{what} has no field “{unknown[0]}”.")
    return data


def _list(what: str, data: object) -> Sequence[Any]:
    if isinstance(data, str) or not isinstance(data, Sequence):
        raise refuse(f"“{what}” is a list.")
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value


def _check_key(key: object) -> None:
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise refuse(f"“{key}” is no key: small letters, digits and single hyphens.")


def _check_number(what: str, number: object, least: int = 1) -> None:
    # True is an int to Python, and no number to a reader.
    if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= MAX_MARKS:
        raise refuse(f"{what} must be a whole number from {least} to {MAX_MARKS}.")


def _check_text(what: str, text: object, most: int) -> None:
    if not isinstance(text, str) or not text:
        raise refuse(f"There are no words for {what}.")
    if text != " ".join(text.split()):
        raise refuse(f"The words for {what} have blanks at an end, two in a row, or a line break.")
    if len(text) > most:
        raise refuse(f"The words for {what} are longer than {most} characters.")


def _check_distinct(what: str, names: list[str], name: str = "key") -> None:
    if twice := [one for one, times in Counter(names).items() if times > 1]:
        raise refuse(f"Two {what} have the {name} “{twice[0]}”.")
