"""What was typed and not saved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User

from ..checklist.words import count
from ..models import WorkingCopy

# The newest: nobody has more windows open, and no list of a hundred helps.
MOST_SHOWN = 50


@dataclass(frozen=True)
class Unsaved:
    """A text that is no essay yet."""

    copy: WorkingCopy
    title: str
    words: int


def copies_of(user: User) -> list[WorkingCopy]:
    """The newest first: one query."""
    copies = WorkingCopy.objects.visible_to(user).select_related("course").defer("course__description")
    return list(copies.order_by("-saved_at", "-pk")[:MOST_SHOWN])


def not_begun(copies: Iterable[WorkingCopy]) -> list[Unsaved]:
    """Those of no essay: they stand in no other list."""
    return [
        Unsaved(copy, copy.fields.get("title") or "Untitled", count(copy.fields.get("body") or ""))
        for copy in copies
        if copy.post_id is None
    ]


def by_post(copies: Iterable[WorkingCopy]) -> dict[int, WorkingCopy]:
    """Of each essay the newest."""
    found: dict[int, WorkingCopy] = {}
    for copy in copies:
        if copy.post_id:
            found.setdefault(copy.post_id, copy)
    return found
