"""Balanced brackets, nested ones included. Pure functions, linear time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .text import Paragraph

_BRACKET = re.compile(r"[()\[\]]")
_PAIR = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Bracket:
    """A pair of brackets: `start` at the opening one, `end` after the closing one."""

    start: int
    end: int
    kind: str


def scan(plain: str, paragraphs: Iterable[Paragraph]) -> list[Bracket]:
    """The brackets of each paragraph in the order in which they open; what has no partner is left out."""
    found: list[Bracket] = []
    for paragraph in paragraphs:
        open_: dict[str, list[int]] = {"(": [], "[": []}
        pairs: list[tuple[int, int, str]] = []
        for match in _BRACKET.finditer(plain, paragraph.start, paragraph.end):
            mark = match.group()
            if mark in open_:
                open_[mark].append(match.start())
            elif open_[_PAIR[mark]]:
                pairs.append((open_[_PAIR[mark]].pop(), match.end(), _PAIR[mark]))
        pairs.sort()
        found += [Bracket(*pair) for pair in pairs]
    return found
