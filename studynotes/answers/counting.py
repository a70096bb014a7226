"""How many answers of a class miss each point, over the versions of a scheme. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from ..marking.scheme import Point, Scheme

# Points are the same in two versions where they say the same; one that says it twice has them in order.
_Words = tuple[str, int]


class Counted(NamedTuple):
    """The marking of one student that counts: by which scheme, and the keys of the points it ticks."""

    scheme: Scheme
    ticked: Collection[str]


class PointResult(NamedTuple):
    """Of the `marked` answers whose scheme has the point, `missed` do without it.

    `number` is its place in its scheme, `group` the title of its group.
    """

    number: int
    group: str
    point: Point
    marked: int
    missed: int

    @property
    def earned(self) -> int:
        return self.marked - self.missed


def count_points(
    newest: Scheme | None, counted: Sequence[Counted]
) -> tuple[list[PointResult], list[PointResult]]:
    """What was missed of the points of the `newest` scheme; and of those that only earlier ones have.

    A point of an earlier scheme counts as the point with the same words, whatever became of its group.
    """
    keyed = [({words: point.key for words, point in _by_words(one.scheme)}, one.ticked) for one in counted]
    seen: set[_Words] = set()
    results = []
    for scheme in [*([newest] if newest else []), *(one.scheme for one in counted)]:
        found = []
        for number, (words, point) in enumerate(_by_words(scheme), start=1):
            if words in seen:
                continue
            seen.add(words)
            ticks = [keys[words] in ticked for keys, ticked in keyed if words in keys]
            found.append(PointResult(number, _group(scheme, point), point, len(ticks), ticks.count(False)))
        results.append(found)
    first = results.pop(0) if newest else []
    return first, [one for found in results for one in found]


def _by_words(scheme: Scheme) -> list[tuple[_Words, Point]]:
    times: dict[str, int] = {}
    found = []
    for _, point in scheme.numbered():
        text = point.text.casefold()
        times[text] = times.get(text, 0) + 1
        found.append(((text, times[text]), point))
    return found


def _group(scheme: Scheme, point: Point) -> str:
    return next(group.title for group in scheme.groups if point in group.points)
