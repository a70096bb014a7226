"""Cards on paper: terms on one side, definitions on the other. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

COLUMNS, ROWS = 2, 4


class Sheet(NamedTuple):
    """One sheet of paper, as rows of cells from left to right; an empty cell is None.

    `backs` has each row the other way round: when the sheet is turned over along its long edge, each
    definition lies behind its term.
    """

    fronts: list[list[object | None]]
    backs: list[list[object | None]]


def sheets(cards: Sequence[object]) -> Iterator[Sheet]:
    """The sheets that hold `cards`, eight on each."""
    size = COLUMNS * ROWS
    for start in range(0, len(cards), size):
        some: list[object | None] = list(cards[start : start + size])
        some += [None] * (-len(some) % COLUMNS)
        fronts = [some[at : at + COLUMNS] for at in range(0, len(some), COLUMNS)]
        yield Sheet(fronts, [row[::-1] for row in fronts])
