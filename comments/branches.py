"""How much of each branch a page of a long thread shows. Pure functions: no query, no HTML.

A page has room for a number of rows. Every branch on it gets the same share, short ones less, so that what
they leave goes to the longer ones; the rest of a branch is folded behind a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from . import paths

# So few are shown rather than folded: the link would take their place.
LEAST_FOLDED = 3


class Branch(NamedTuple):
    """A comment of the first level: how many are shown below it, and the first of them in reading order.

    Among `first` are also the tombstones between, and what this reader alone sees.
    """

    pk: int
    path: str
    total: int
    first: list[int]


class Gap(NamedTuple):
    """Replies that a page leaves out, between two of its rows: after `row`, in the branch under `root`.

    `left` counts them, 0 where nobody has counted. They follow the comment `after`, or stand before `before`.
    """

    row: int
    root: int
    left: int = 0
    after: int = 0
    before: int = 0


def shares(sizes: Sequence[int], room: int) -> list[int]:
    """How many rows each branch of these sizes gets, so that together they have `room`."""
    if sum(sizes) <= room:
        return list(sizes)
    share = 0
    while sum(_taken(size, share + 1) for size in sizes) <= room:
        share += 1
    return [_taken(size, share) for size in sizes]


def _taken(size: int, share: int) -> int:
    return size if size < share + LEAST_FOLDED else share


def chosen(branches: Iterable[Branch], room: int) -> list[int]:
    """The ids of the rows of a page: the branches' roots and, within `room`, what stands below them."""
    branches = list(branches)
    sizes = [max(branch.total, len(branch.first)) for branch in branches]
    ids: list[int] = []
    for branch, share in zip(branches, shares(sizes, room), strict=True):
        ids += [branch.pk, *branch.first[:share]]
    return ids


def gaps(branches: Iterable[Branch], drawn: Iterable[tuple[int, str, bool]], opened: str = "") -> list[Gap]:
    """What is folded at the end of each branch. `drawn` are the page's rows: id, path, whether shown.

    Of the branch whose root has the path `opened` the page shows a part from within.
    """
    last: dict[str, tuple[int, int]] = {}
    for pk, path, is_shown in drawn:
        root = paths.root_of(path)
        count = last[root][1] if root in last else 0
        last[root] = (pk, count + (is_shown and len(path) > paths.SEGMENT_LENGTH))
    ends = [(branch, *last.get(branch.path, (branch.pk, 0))) for branch in branches if branch.path != opened]
    return [
        Gap(pk, branch.pk, left=branch.total - count, after=pk)
        for branch, pk, count in ends
        if count < branch.total
    ]
