"""Whether what readers have read is there to be read."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from blog.models import Post

from .. import upkeep
from ..ids import BATCH
from ..locking import lock_thread
from ..models import Comment, ReadMark
from .findings import Finding

_VERSION = Subquery(Post.objects.filter(pk=OuterRef("post")).values("thread_version"))


def comments_ahead(*, repair: bool) -> Iterator[Finding]:
    """No comment was first shown in a version that its thread has yet to reach."""
    ahead = Comment.objects.filter(shown_in__gt=F("post__thread_version"))
    for pk, version, now in list(ahead.values_list("pk", "shown_in", "post__thread_version")):
        yield Finding(
            f"Comment {pk} was first shown in version {version} of its thread; it should be at most {now}."
        )
    for post in upkeep.threads_of(ahead) if repair else ():
        with transaction.atomic():
            lock_thread(post)
            ahead.filter(post=post).update(shown_in=_VERSION)


def marks_ahead(*, repair: bool) -> Iterator[Finding]:
    """Nobody has read up to a version that the thread has yet to reach."""
    ahead = ReadMark.objects.filter(version__gt=F("post__thread_version"))
    for user, post, version, now in list(
        ahead.values_list("user", "post", "version", "post__thread_version")
    ):
        yield Finding(
            f"User {user} has read essay {post} up to version {version} of its thread;"
            f" it should be at most {now}."
        )
    if repair:
        ahead.update(version=_VERSION)


def marks_of_nothing(*, repair: bool) -> Iterator[Finding]:
    """What was read one by one are comments of that thread."""
    for mark in ReadMark.objects.exclude(read_ids=[]).order_by("pk").iterator(chunk_size=BATCH):
        there = set(
            Comment.objects.filter(post=mark.post_id, pk__in=mark.read_ids).values_list("pk", flat=True)
        )
        if not (strange := [pk for pk in mark.read_ids if pk not in there]):
            continue
        yield Finding(
            f"User {mark.user_id} has read {', '.join(map(str, strange))} in the thread of essay"
            f" {mark.post_id}, which has no such comment; they should be forgotten."
        )
        if repair:
            kept = [pk for pk in mark.read_ids if pk in there]
            ReadMark.objects.filter(pk=mark.pk).update(read_ids=kept)
