"""A file of topics, YAML or JSON, to values with lines. Pure.

From YAML only events are taken, and no value is ever constructed: every plain word or number is text, so that
the topic 32.10 keeps its nought. Aliases and tags are refused.
"""

from __future__ import annotations

import json
import re
from bisect import bisect
from typing import Any

import yaml

from accounts.texts import storable

from ..problems import Problem
from .nodes import MAX_BYTES, Growing, Node, TreeError

# libyaml's where the wheel brings it: twenty times as fast.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = ("", "~", "null")
_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|[^\s{}\[\],:"]+')


def read(data: bytes | str) -> Node:
    """The values of a file, with their lines. A text that begins with "{" or "[" is read as JSON.

    Raises TreeError, with the line, for what is too large, too deep, no UTF-8, no YAML or no JSON.
    """
    text = _text_of(data)
    if not text.strip():
        raise TreeError(Problem(0, "There is nothing to read."))
    root = _json(text) if text.lstrip()[0] in "{[" else _yaml(text)
    if root is None:
        raise TreeError(Problem(0, "There is nothing to read."))
    return root


def _text_of(data: bytes | str) -> str:
    if len(data) > MAX_BYTES:
        raise TreeError(Problem(0, f"This is more than {MAX_BYTES // 1000:,} KB."))
    return storable((data if isinstance(data, str) else _decoded(data)).removeprefix("\ufeff"))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TreeError(Problem(line, "This is no UTF-8. Save the file in that encoding.")) from error


def _yaml(text: str) -> Node | None:
    grown = Growing()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            _take(grown, event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise TreeError(Problem(line, f"This is no YAML: {error.problem or error.context}.")) from error
    except yaml.YAMLError as error:
        raise TreeError(Problem(0, f"This is no YAML: {error}.")) from error
    return grown.root


def _take(grown: Growing, event: Any) -> None:
    line = event.start_mark.line + 1
    if isinstance(event, yaml.AliasEvent):
        raise TreeError(Problem(line, f"Aliases such as *{event.anchor} are not read. Write it out."))
    if getattr(event, "tag", None):
        raise TreeError(Problem(line, f"Tags such as {event.tag} are not read."))
    if isinstance(event, yaml.ScalarEvent):
        nothing = event.implicit[0] and event.value in _NOTHING
        grown.scalar(None if nothing else event.value, line)
    elif isinstance(event, yaml.MappingStartEvent):
        grown.begin({}, line)
    elif isinstance(event, yaml.SequenceStartEvent):
        grown.begin([], line)
    elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
        grown.end()


def _json(text: str) -> Node | None:
    """Python's reader says whether it is JSON; that it is, so its tokens need only be put together."""
    try:
        json.loads(text, parse_int=float, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise TreeError(Problem(error.lineno, f"This is no JSON: {error.msg}.")) from error
    except RecursionError as error:
        raise TreeError(Problem(0, "This is nested too deeply.")) from error
    grown = Growing()
    breaks = [match.start() for match in re.finditer("\n", text)]
    for match in _JSON_TOKEN.finditer(text):
        found, line = match[0], bisect(breaks, match.start()) + 1
        if found in "{[":
            grown.begin({} if found == "{" else [], line)
        elif found in "}]":
            grown.end()
        else:
            grown.scalar(json.loads(found, parse_int=float), line)
    return grown.root


def _refuse_constant(name: str) -> None:
    raise TreeError(Problem(0, f"{name} is no JSON."))
