"""What a reader has not read yet of a thread, and how that is remembered.

A comment is new when it was first shown after what its reader has read: by version of the thread, not by
date, so that one that is approved late is news. Who has never read a thread finds nothing new in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User, Viewer
from blog.models import Post

from .drawing import Reader, Row, is_new
from .ids import Ids, ids_in
from .models import Comment, ReadMark

# Of a thread that has pages, so many new ones are listed.
MOST_LISTED = 500
# Of what is read out of order, so much is kept; what is dropped is new again, never lost.
MOST_READ = 2_000
# What is looked at to find how far a reader has read without a gap.
MOST_WEIGHED = 10_000


class Mark(NamedTuple):
    """How far a reader has read a thread. `ahead` are new ones, in reading order, of a thread with pages."""

    read_to: int
    read: frozenset[int]
    ahead: tuple[int, ...] | None = None


class Weighed(NamedTuple):
    """A comment that is later than a mark, and the version in which it was first shown."""

    pk: int
    shown_in: int


def mark_in(columns: Sequence[Any]) -> Mark | None:
    """The mark in the `columns` that were asked for with the reader's own row; None for who has none."""
    read_to, read, *ahead = columns
    if read_to is None:
        return None
    return Mark(read_to, frozenset(read), tuple(ids_in(ahead[0])) if ahead else None)


def columns(viewer: Viewer, post: int, *, with_ahead: bool) -> dict[str, QuerySet]:
    """The columns of `mark_in`."""
    mark = ReadMark.objects.filter(user=viewer.pk, post=post)
    asked = {"read_to": mark.values("version"), "read": mark.values("read_ids")}
    if with_ahead:
        asked["ahead"] = mark.annotate(ahead=_ahead()).values("ahead")
    return asked


def news_in(mark: Mark | None, rows: Iterable[Row], viewer: Viewer) -> list[int]:
    """The ids of what is new of `rows`, or in the whole thread where the mark lists it; in reading order."""
    if mark is None:
        return []
    if mark.ahead is not None:
        return [pk for pk in mark.ahead if pk not in mark.read]
    reader = Reader(viewer.pk, (), mark.read_to, mark.read)
    return [row.pk for row in map(Row._make, rows) if is_new(row.shown_in, row.pk, row.author, reader)]


def said(news: Sequence[int]) -> str:
    """How many there are; of a long list nobody knows."""
    return f"{MOST_LISTED}+" if len(news) >= MOST_LISTED else str(len(news))


@transaction.atomic
def mark_read(*, post: Post, user: User, version: int, ids: Collection[int] | None = None) -> ReadMark:
    """Remember that `user` has read the comments `ids` of `post`; without them, all up to `version`.

    `version` is that of the thread on the reader's page. The first time, all that the page could show counts
    as read.
    """
    latest = Post.objects.values_list("thread_version", flat=True).get(pk=post.pk)
    version = min(version, latest)
    mark, is_first = ReadMark.objects.select_for_update().get_or_create(
        user=user, post=post, defaults={"version": version}
    )
    if is_first:
        return mark
    if ids is None:
        mark.version = max(mark.version, version)
    later = [Weighed(*row) for row in _later_than(mark, user)[:MOST_WEIGHED]]
    if len(later) == MOST_WEIGHED:
        latest = later[-1].shown_in - 1
    mark.version, mark.read_ids = compacted(later, {*mark.read_ids, *(ids or ())}, latest)
    mark.read_at = timezone.now()
    mark.save(update_fields=["version", "read_ids", "read_at"])
    return mark


def compacted(later: Iterable[Weighed], read: Collection[int], latest: int) -> tuple[int, list[int]]:
    """The shortest mark that says the same: a version up to which nothing is new, and what is read beyond.

    `later` comes in the order in which it was first shown; up to version `latest` it is complete.
    """
    later = list(later)
    first = next((one for one in later if one.pk not in read), None)
    version = min(latest, first.shown_in - 1) if first else latest
    beyond = [one.pk for one in later if one.shown_in > version and one.pk in read]
    return version, beyond[-MOST_READ:]


def _by_others(user: int | OuterRef) -> QuerySet:
    return Comment.objects.published().filter(Q(author__isnull=True) | ~Q(author=user))


def _later_than(mark: ReadMark, user: User) -> QuerySet:
    later = _by_others(user.pk).filter(post=mark.post_id, shown_in__gt=mark.version)
    return later.order_by("shown_in", "pk").values_list("pk", "shown_in")


def _ahead() -> Ids:
    """What is new since a mark: the first by age, in reading order."""
    mark = {name: OuterRef(OuterRef(name)) for name in ("user", "post", "version")}
    later = _by_others(mark["user"]).filter(post=mark["post"], shown_in__gt=mark["version"])
    first = later.order_by("shown_in").values("id")[:MOST_LISTED]
    return Ids(Comment.objects.filter(pk__in=first).order_by("path").values("id"))
