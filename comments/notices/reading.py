"""The page of notices: its rows, and what is marked as read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.addresses import address
from accounts.models import User
from blog import markup
from blog.authorship import names
from blog.models import Post, Step

from ..drawing import text_of
from ..models import Notice, NoticeQuerySet
from . import words
from .counting import recount

# Of essays: long, and not on this page.
_TEXTS = ("body", "body_html", "marked_html")


@dataclass(frozen=True)
class Row:
    """What the page says of one notice. Without a title it is about an essay that its reader sees no more."""

    pk: int
    made_at: datetime
    is_read: bool
    said: str = ""
    title: str = ""
    url: str = ""
    words: str = ""
    reason: str = ""
    by: str = ""

    @property
    def day(self) -> date:
        return timezone.localtime(self.made_at).date()


def notices_of(user: User) -> NoticeQuerySet:
    """Somebody's notices, newest first, each with whether they may read its essay now."""
    post = Coalesce(OuterRef("comment__post"), OuterRef("step__post"))
    readable = Post.objects.visible_to(user).filter(pk=post)
    return (
        Notice.objects.standing()
        .filter(recipient=user)
        .annotate(is_readable=Exists(readable), **names.columns(user, "comment__post__"))
        .select_related("comment__author", "comment__post__course", "decision", "step__post", "step__by")
        .defer(
            "comment__body",
            *(f"{way}__post__{text}" for way in ("comment", "step") for text in _TEXTS),
        )
    )


def row_of(notice: Notice) -> Row:
    """One of `notices_of`."""
    read = notice.read_at is not None
    if not notice.is_readable:  # type: ignore[attr-defined]
        return Row(notice.pk, notice.made_at, read)
    if notice.step is not None:
        return _row_of_step(notice, notice.step, is_read=read)
    comment, decision = notice.its_comment, notice.decision
    names.hand_over(notice, comment.post)
    # What is not shown has no place in the thread to go to.
    url = comment.get_absolute_url() if comment.is_shown else comment.post.get_absolute_url()
    return Row(
        notice.pk,
        notice.made_at,
        read,
        said=words.said(notice),
        title=str(comment.post),
        url=url,
        words="" if decision else markup.excerpt(text_of(comment.html)),
        reason=decision.shared_reason if decision else "",
    )


def _row_of_step(notice: Notice, step: Step, *, is_read: bool) -> Row:
    return Row(
        notice.pk,
        notice.made_at,
        is_read,
        said=words.said_of_step(step.kind),
        title=str(step.post),
        by=str(step.by or ""),
        url=address("blog:post_publication", step.post_id),
        words=step.note,
    )


@transaction.atomic
def mark_read(*, user: User, notices: NoticeQuerySet) -> int:
    """Mark these as read by `user`, of whom alone they are marked. Returns how many were not."""
    marked = notices.filter(recipient=user, read_at__isnull=True).update(read_at=timezone.now())
    if marked:
        recount([user.pk])
    return marked


def thread_read(*, user: User, post: Post, version: int, ids: Collection[int] | None) -> int:
    """Somebody has read these comments in their thread, or all up to `version`: they need no telling now."""
    if not user.unread_notices:
        return 0
    read = Notice.objects.filter(comment__post=post)
    if ids is None:
        return mark_read(user=user, notices=read.filter(comment__shown_in__lte=version))
    return mark_read(user=user, notices=read.filter(comment__in=ids))
