"""Whether a file's values are a tree of topics, and what they say. Pure.

The shape is that of topics.schema.json; what no schema can say, such as that a number stands once, is checked
here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from accounts.texts import is_blank, one_line, upright

from ..problems import Problem
from .nodes import Node, TreeError, line_at, plain, shortened

FORMAT = "colloquy-topics-1"
SCHEMA_FILE = Path(__file__).with_name("topics.schema.json")
# More would help nobody to put a file right.
MAX_PROBLEMS = 100

_TYPES = {"object": "a group of names with values", "array": "a list", "string": "text"}


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A topic of the file. `slug` may be empty; `parent` is the number of the one that it hangs below."""

    number: str
    title: str
    slug: str
    focus: str
    parent: str
    line: int


@dataclass(frozen=True, slots=True)
class SpecificationEntry:
    """`topics` are in reading order, each behind the one that it hangs below."""

    board: str
    level: str
    slug: str
    course: str
    line: int
    topics: list[TopicEntry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SubjectEntry:
    name: str
    slug: str
    line: int
    specifications: list[SpecificationEntry] = field(default_factory=list)


def outline(root: Node) -> list[SubjectEntry]:
    """What the file says. Raises TreeError with every problem of it, by line."""
    problems = [*_against_schema(root)]
    if not problems:
        subjects = [_subject(node) for node in _inside(root, "subjects")]
        problems = [*_blanks(subjects), *_twice(subjects)]
    if problems:
        raise TreeError(*sorted(problems)[:MAX_PROBLEMS])
    return subjects


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


def _against_schema(root: Node) -> Iterator[Problem]:
    for error in _validator().iter_errors(plain(root)):
        path = list(error.absolute_path)
        if error.validator == "additionalProperties":
            for name in sorted(set(error.instance) - set(error.schema["properties"])):  # type: ignore[index]
                known = ", ".join(error.schema["properties"])  # type: ignore[index]
                words = f"“{shortened(name)}” is not known here. Known are: {known}."
                yield Problem(line_at(root, [*path, name]), words)
        else:
            yield Problem(line_at(root, path), _words(error))


def _words(error: ValidationError) -> str:
    """What the schema's error says, as a sentence for who wrote the file."""
    name = next((step for step in reversed(error.absolute_path) if isinstance(step, str)), "")
    what = f"“{name}”" if name else "The file"
    limit, found = error.validator_value, error.instance
    if error.validator == "required":
        return f"“{error.message.split(chr(39))[1]}” is missing here."
    if error.validator == "type" and found is None:
        return f"{what} is empty."
    if error.validator == "type" and limit == "string" and isinstance(found, float | bool):
        return f"{what} has to be text: write it in quotation marks."
    if error.validator == "type":
        inside = " inside" if isinstance(error.path and error.absolute_path[-1], int) else ""
        return f"{what} has to be {_TYPES[str(limit)]}{inside}."
    if error.validator == "minLength" or (error.validator == "pattern" and found == ""):
        return f"{what} is empty."
    if error.validator == "maxLength":
        return f"{what} has {len(found):,} characters; {limit:,} are the most."
    if error.validator == "maxItems":
        return f"{what} lists {len(found):,}; {limit:,} are the most."
    if error.validator == "pattern":
        return f"{what} is part of an address: letters, digits, hyphens and underscores alone."
    return f"{what} has to be “{limit}”."


def _inside(node: Node, name: str) -> list[Node]:
    return node.value[name].value if name in node.value else []


def _text(node: Node, name: str) -> str:
    return one_line(node.value[name].value) if name in node.value else ""


def _subject(node: Node) -> SubjectEntry:
    entries = [_specification(inner) for inner in _inside(node, "specifications")]
    return SubjectEntry(_text(node, "name"), _text(node, "slug"), node.line, entries)


def _specification(node: Node) -> SpecificationEntry:
    board, level, slug, course = (_text(node, name) for name in ("board", "level", "slug", "course"))
    return SpecificationEntry(board, level, slug, course, node.line, list(_topics(node, "")))


def _topics(above: Node, parent: str) -> Iterator[TopicEntry]:
    for node in _inside(above, "topics"):
        number, title, slug = (_text(node, name) for name in ("number", "title", "slug"))
        focus = upright(node.value["focus"].value).strip() if "focus" in node.value else ""
        yield TopicEntry(number, title, slug, focus, parent, node.line)
        yield from _topics(node, number)


def _blanks(subjects: list[SubjectEntry]) -> Iterator[Problem]:
    """Texts of blanks alone, which the schema takes for texts."""
    for subject in subjects:
        yield from _blank(subject, "name", "slug")
        for specification in subject.specifications:
            yield from _blank(specification, "board", "level", "slug", "course")
            for topic in specification.topics:
                yield from _blank(topic, "number", "title")


def _blank(entry: Any, *names: str) -> Iterator[Problem]:
    for name in names:
        if is_blank(getattr(entry, name)):
            yield Problem(entry.line, f"“{name}” is empty.")


def _twice(subjects: list[SubjectEntry]) -> Iterator[Problem]:
    """What has to be different and is not."""
    yield from _same("name", [(subject.name, subject.line) for subject in subjects])
    yield from _same("slug", [(subject.slug, subject.line) for subject in subjects])
    every = [specification for subject in subjects for specification in subject.specifications]
    yield from _same("slug", [(one.slug, one.line) for one in every])
    for subject in subjects:
        titles = [(f"{one.board} {one.level}", one.line) for one in subject.specifications]
        yield from _same("board and level", titles)
    for specification in every:
        topics = specification.topics
        yield from _same("number", [(topic.number, topic.line) for topic in topics])
        yield from _same("slug", [(topic.slug, topic.line) for topic in topics if topic.slug])


def _same(name: str, values: list[tuple[str, int]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for value, line in values:
        if value in first:
            yield Problem(line, f"The {name} “{shortened(value)}” is that of line {first[value]} too.")
        first.setdefault(value, line)
