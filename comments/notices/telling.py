"""What the rest of `comments` calls when there is something to tell.

Each of these costs the caller a query or two; the rest is work for the worker. They are called in the
transaction that they tell of.
"""

from __future__ import annotations

from collections.abc import Iterable

from accounts.later import soon

from ..models import Comment, Mention, ModerationEntry, Notice
from . import counting
from .tasks import tell


def comment_shown(comment: int) -> None:
    """A new comment is shown from the start."""
    soon(tell, [comment], [])


def mentions_changed(comment: int) -> None:
    """An edit names others than before. Who was told that they are named, and has not read it, was not."""
    named = Mention.objects.filter(comment=comment).values("user")
    unsaid = Notice.objects.filter(comment=comment, kind=Notice.Kind.MENTION, mailed_at=None, read_at=None)
    if people := list(unsaid.exclude(recipient__in=named).values_list("recipient", flat=True)):
        unsaid.filter(recipient__in=people).delete()
        counting.recount(people)
    soon(tell, [comment], [])


def thread_settled(post: int, version: int) -> None:
    """What is shown of a thread has changed, and some of it may be shown since this version only."""
    counting.recount_readers_of(post)
    first = Comment.objects.published().filter(post=post, shown_in=version).order_by("pk")
    if keys := list(first.values_list("pk", flat=True)):
        soon(tell, keys, [])


def decided(entries: Iterable[ModerationEntry]) -> None:
    """These decisions were taken of comments. The writers are told where something became of theirs."""
    if keys := [entry.pk for entry in entries if entry.is_news()]:
        soon(tell, [], keys)
