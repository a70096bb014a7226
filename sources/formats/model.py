"""What a reader and a writer of bibliographies hand back, and how much they take."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

# A library of 5,000 works is some 4 MB in the wordiest format.
MAX_CHARACTERS = 5_000_000
MAX_ENTRIES = 5_000
# More than these says nothing new to whoever has to put the file right.
MAX_PROBLEMS = 200
# Real entries end below 10,000 characters, abstract and all.
MAX_ENTRY_LENGTH = 65_536


@dataclass(frozen=True, slots=True)
class Problem:
    """What was wrong: `line` counts from 1, and is 0 where it concerns the file as a whole."""

    line: int
    message: str
    entry: str = ""

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        return f"{where}{self.entry + ': ' if self.entry else ''}{self.message}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One work that was read: its CSL-JSON item, the line it starts in, and the fields that were dropped."""

    item: dict[str, Any]
    line: int
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def items(self) -> list[dict[str, Any]]:
        return [entry.item for entry in self.entries]


@dataclass(frozen=True, slots=True)
class Loss:
    """What a format could not hold of one item: CSL variables, in alphabetical order."""

    id: str
    title: str
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Writing:
    text: str
    losses: tuple[Loss, ...] = field(default=())
