"""The order of a portfolio, as its buttons change it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..numbers import number

WAYS = ("add", "up", "down", "drop")


@dataclass(frozen=True)
class Change:
    """One button: what becomes of which essay."""

    way: str
    post: int


def read_change(said: str) -> Change | None:
    """The button that was pressed, "up:12"; None for "". Raises ValueError for what no button says."""
    if not said:
        return None
    way, _, post = said.partition(":")
    if way not in WAYS or not number(post):
        raise ValueError("No such change of a portfolio.")
    return Change(way, number(post))


def arranged(order: Sequence[int], change: Change) -> list[int]:
    """`order` after `change`; as it was where the change makes no sense any more."""
    new = list(order)
    if change.way == "add":
        return new if change.post in new else [*new, change.post]
    if change.post not in new:
        return new
    place = new.index(change.post)
    new.pop(place)
    if change.way == "drop":
        return new
    to = place - 1 if change.way == "up" else place + 1
    new.insert(max(to, 0), change.post)
    return new
