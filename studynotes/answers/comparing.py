"""Where the markings of one answer differ. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..marking.scheme import Point, Scheme


class Side(NamedTuple):
    """What one marking says of a point: the words that it found to earn it, None where it found none."""

    by: str
    words: str | None


class Difference(NamedTuple):
    number: int
    point: Point
    sides: Sequence[Side]


def differences(
    scheme: Scheme, markings: Sequence[tuple[str, Mapping[str, str]]], *, in_words: bool = False
) -> list[Difference]:
    """The points that some of `markings` tick and others do not, in the order of the scheme.

    Each marking is whose it is, and the words that it ticks by the keys of their points. `in_words`: also
    the points that all tick, but not for the same words.
    """
    ticks = [of_one for _, of_one in markings]
    return [
        Difference(number, point, [Side(by, of_one.get(point.key)) for by, of_one in markings])
        for number, point in scheme.numbered()
        if len({one.get(point.key) if in_words else point.key in one for one in ticks}) > 1
    ]
