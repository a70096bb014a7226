"""Sends the mail that is due: claim, send, mark.

What is claimed is due again after a while, longer each time. So a crash between sending and marking loses
nothing, and at worst sends one mail twice, under one Message-ID.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Min
from django.utils import timezone

from accounts.models import Viewer
from blog.authorship.names import SHOWN, hand_over
from blog.models import Post

from ..models import Comment, Frequency, Notice, NoticeQuerySet
from .letters import letter
from .timing import settings_of

LEASE = timedelta(minutes=10)
# After ten tries, four days, the address or the server is not coming back.
MAX_TRIES = 10
# So many notices of one person in one go: a digest of more is several.
MOST_AT_ONCE = 50
_log = logging.getLogger(__name__)


class Delivered(NamedTuple):
    """How many notices were mailed, had nothing to tell any more, and were not taken by the server."""

    mailed: int = 0
    dropped: int = 0
    failed: int = 0


def is_due(now: datetime) -> bool:
    return _due(now).exists()


def next_due() -> datetime | None:
    found: datetime | None = Notice.objects.unmailed().aggregate(Min("mail_due_at"))["mail_due_at__min"]
    return found


def deliver() -> Delivered:
    """Send all that is due now. A server that does not answer ends it until the next time."""
    total = Delivered()
    connection = get_connection()
    try:
        while claimed := _claim(timezone.now()):
            done, reachable = _deliver_to_one(claimed, connection)
            total = Delivered(*map(sum, zip(total, done, strict=True)))
            if not reachable:
                break
    finally:
        connection.close()
    return total


def _due(now: datetime) -> NoticeQuerySet:
    return Notice.objects.unmailed().filter(mail_due_at__lte=now)


def _claim(now: datetime) -> list[int]:
    """What is due to one recipient. Nobody else gets these until the lease has ended."""
    with transaction.atomic():
        due = _due(now).order_by("mail_due_at", "pk").select_for_update(skip_locked=True, of=("self",))
        first = due.values_list("recipient", "guest").first()
        if first is None:
            return []
        recipient, guest = first
        mine = list(due.filter(recipient=recipient, guest=guest)[:MOST_AT_ONCE])
        for tries in {notice.mail_tries for notice in mine}:
            keys = [notice.pk for notice in mine if notice.mail_tries == tries]
            again = now + LEASE * 2**tries if tries + 1 < MAX_TRIES else None
            Notice.objects.filter(pk__in=keys).update(mail_due_at=again, mail_tries=F("mail_tries") + 1)
        return [notice.pk for notice in mine]


def _deliver_to_one(claimed: list[int], connection: BaseEmailBackend) -> tuple[Delivered, bool]:
    """Mail these notices of one recipient; and whether the server can be reached."""
    tellable = _tellable(claimed)
    left = {notice.pk for notice in tellable}
    dropped = set(claimed) - left
    Notice.objects.filter(pk__in=dropped).update(mail_due_at=None)
    reachable = True
    for part in _parts(tellable):
        reachable = _mail(part, connection, left)
        if not reachable:
            break
    mailed = len(tellable) - len(left)
    return Delivered(mailed, len(dropped), len(left)), reachable


def _mail(part: list[Notice], connection: BaseEmailBackend, left: set[int]) -> bool:
    """Send one mail and take what it tells of out of `left`. Returns whether the server can be reached."""
    keys = [notice.pk for notice in part]
    try:
        message = letter(part)
        connection.open()
        connection.send_messages([message])
    except (SMTPRecipientsRefused, SMTPDataError) as refusal:
        # An address or a text that the server does not take. The log never says whose.
        _log.warning("The mail server refused the notices %s: %s", keys, type(refusal).__name__)
        connection.close()
        return True
    except OSError as error:
        _log.warning("The mail server did not take the notices %s: %s", keys, type(error).__name__)
        connection.close()
        return False
    except Exception:
        # What cannot be put into words must not keep the others from their mail.
        _log.exception("The notices %s could not be mailed", keys)
        return True
    Notice.objects.filter(pk__in=keys).update(mailed_at=timezone.now())
    left.difference_update(keys)
    return True


def _tellable(claimed: list[int]) -> list[Notice]:
    """Those of one recipient's notices that there is something to tell of, still, and to them.

    A comment is one that they may see at this moment. Of a decision, its comment is as it left it, and they
    may read the essay.
    """
    notices = list(
        Notice.objects.filter(pk__in=claimed)
        .select_related(
            "recipient__notice_settings",
            "guest",
            "decision",
            "comment__author",
            "comment__post__course",
            "comment__parent__author",
            "comment__passage",
        )
        .order_by("pk")
    )
    recipient = notices[0].recipient if notices else None
    viewer: Viewer = recipient or AnonymousUser()
    if not notices or (recipient and not recipient.is_active):
        return []
    keys = [notice.comment_id for notice in notices]
    seen = set(
        Comment.objects.visible_to(viewer).published().filter(pk__in=keys).values_list("pk", flat=True)
    )
    essays = Post.objects.visible_to(viewer).filter(comments__in=keys).distinct().with_names(viewer)
    readable = {post.pk: post for post in essays.only("pk", *SHOWN)}
    for comment in (notice.its_comment for notice in notices if notice.its_comment.post_id in readable):
        hand_over(readable[comment.post_id], comment.post)
        if comment.parent:
            comment.parent.post = comment.post
    return [
        notice
        for notice in notices
        if (
            notice.its_comment.post_id in readable and notice.its_comment.status == notice.decision.to_status
            if notice.decision
            else notice.comment_id in seen
        )
    ]


def _parts(notices: Sequence[Notice]) -> Iterable[list[Notice]]:
    """What goes into one mail each: every notice that its reader wants at once, and together all others."""
    digest = []
    for notice in notices:
        if notice.recipient and getattr(settings_of(notice.recipient), notice.kind) == Frequency.AT_ONCE:
            yield [notice]
        else:
            digest.append(notice)
    if digest:
        yield digest
