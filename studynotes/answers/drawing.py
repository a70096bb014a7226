"""An answer's text with the words marked that earn its points. Pure functions.

Each point has a number, which stands at the first of its words: no mark is told from another by colour alone.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# What ends a paragraph: an empty line or several.
_GAP = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
# Ways to underline: static/css/answers.css. The numbers go on where these begin anew.
LOOKS = 6


class Earned(NamedTuple):
    """The words from `start` to `end` of an answer earn the point with this number."""

    number: int
    start: int
    end: int


class Piece(NamedTuple):
    """Characters of an answer that earn the same points; `start` is where they stand in it.

    `opens` are the points whose words begin here, `closes` those whose words end here.
    """

    text: str
    start: int
    numbers: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()

    @property
    def look(self) -> int:
        """How the words are underlined: that of their last point."""
        return look_of(self.numbers[-1]) if self.numbers else 0


def look_of(number: int) -> int:
    """How the words of a point are underlined, as static/css/answers.css has it."""
    return (number - 1) % LOOKS + 1


def paragraphs(text: str, earned: Sequence[Earned] = ()) -> list[list[Piece]]:
    """The text in paragraphs, each in pieces; joined, the pieces are all its characters but the gaps."""
    gaps = [match.span() for match in _GAP.finditer(text)]
    starts = [0, *(end for _, end in gaps)]
    ends = [*(start for start, _ in gaps), len(text)]
    spans = [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
    return [list(_pieces(text, start, end, earned)) for start, end in spans]


def _pieces(text: str, start: int, end: int, earned: Sequence[Earned]) -> Iterator[Piece]:
    inside = [one for one in earned if one.start < end and one.end > start]
    cuts = {start, end}
    for one in inside:
        cuts |= {max(one.start, start), min(one.end, end)}
    places = sorted(cuts)
    for begins, stops in itertools.pairwise(places):
        here = [one for one in inside if one.start <= begins and one.end >= stops]
        yield Piece(
            text[begins:stops],
            begins,
            tuple(sorted(one.number for one in here)),
            tuple(sorted(one.number for one in here if max(one.start, start) == begins)),
            tuple(sorted(one.number for one in here if min(one.end, end) == stops)),
        )
