"""Whose lists name sources besides essays.

Imports run one way, and `sources` knows nothing of the apps whose texts have lists of their own: each
registers here when it is loaded (`AppConfig.ready`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from accounts.models import Viewer


@dataclass(frozen=True)
class Lists:
    """The lists of one app; each gives the keys of the sources on them, as a subquery.

    `readable_by` a person, those that are `public`, and `every` one.
    """

    readable_by: Callable[[Viewer], QuerySet[Any]]
    public: Callable[[], QuerySet[Any]]
    every: Callable[[], QuerySet[Any]]


_lists: list[Lists] = []


def register(lists: Lists) -> None:
    if lists not in _lists:
        _lists.append(lists)


def readable_by(user: Viewer) -> Q:
    """A condition on sources: they stand on another list that `user` may read."""
    return _any([lists.readable_by(user) for lists in _lists])


def public() -> Q:
    """They stand on another list that left its writers' hands."""
    return _any([lists.public() for lists in _lists])


def every() -> Q:
    """They stand on another list."""
    return _any([lists.every() for lists in _lists])


def _any(keys: list[QuerySet[Any]]) -> Q:
    found = Q(pk__in=[])
    for one in keys:
        found |= Q(pk__in=one)
    return found
