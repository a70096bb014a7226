"""Whose lists name sources.

Imports run one way, and `sources` knows nothing of the apps whose texts have lists: each registers here when
it is loaded (`AppConfig.ready`).
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
    """Lists of one kind, as rows that have a `source`.

    Those `readable_by` a person, those that are `public`, and `every` one.
    """

    readable_by: Callable[[Viewer], QuerySet[Any]]
    public: Callable[[], QuerySet[Any]]
    every: Callable[[], QuerySet[Any]]


_lists: list[Lists] = []


def register(lists: Lists) -> None:
    if lists not in _lists:
        _lists.append(lists)


def readable_by(user: Viewer) -> Q:
    """A condition on sources: they stand on a list that `user` may read."""
    return _any([lists.readable_by(user) for lists in _lists])


def public() -> Q:
    """They stand on a list that left its writers' hands."""
    return _any([lists.public() for lists in _lists])


def every() -> Q:
    """They stand on a list."""
    return _any([lists.every() for lists in _lists])


def _any(lists: list[QuerySet[Any]]) -> Q:
    found = Q(pk__in=[])
    for rows in lists:
        found |= Q(pk__in=rows.order_by().values("source"))
    return found
