"""What the rest of `comments` calls when there is something to tell.

Each of these costs the caller a query or two; the rest is work for the worker. They are called in the
transaction that they tell of.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..models import Comment, ModerationEntry
from . import counting
from .tasks import soon, tell


def comment_shown(comment: int) -> None:
    """A new comment is shown from the start."""
    soon(tell, [comment], [])


def thread_settled(post: int, version: int) -> None:
    """What is shown of a thread has changed, and some of it may be shown since this version only."""
    counting.recount_readers_of(post)
    first = Comment.objects.published().filter(post=post, shown_in=version).order_by("pk")
    if keys := list(first.values_list("pk", flat=True)):
        soon(tell, keys, [])


def decided(entries: Iterable[ModerationEntry]) -> None:
    """These decisions were taken of comments. The writers are told where something became of theirs."""
    if keys := [entry.pk for entry in entries if _is_news(entry)]:
        soon(tell, [], keys)


def _is_news(entry: ModerationEntry) -> bool:
    return entry.is_of_edit() or entry.from_status not in ("", entry.to_status)
