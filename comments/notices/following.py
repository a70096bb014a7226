"""What people want to hear of: their own choices, and the links in their mails."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from blog.models import Post

from ..models import Frequency, GuestSubscription, Notice, NoticeSettings, Subscription
from .tasks import have_delivered
from .timing import due_for, ready_at, settings_of
from .tokens import Wish

NEITHER = ""
STATES = (*Subscription.State.values, NEITHER)


@transaction.atomic
def follow(*, user: User, post: Post, state: str) -> None:
    """Follow or mute a thread, or neither. What was still to be mailed of it follows."""
    if state == NEITHER:
        Subscription.objects.filter(user=user, post=post).delete()
    else:
        Subscription.objects.update_or_create(user=user, post=post, defaults={"state": state})
    waiting = Notice.objects.unmailed().filter(recipient=user, comment__post=post)
    if state == Subscription.State.MUTED:
        kept = [Notice.Kind.MENTION, Notice.Kind.DECISION]
        waiting.exclude(kind__in=kept).update(mail_due_at=None)
    elif state == NEITHER:
        waiting.filter(kind=Notice.Kind.FOLLOWED).update(mail_due_at=None)


@transaction.atomic
def choose(*, chosen: NoticeSettings) -> None:
    """Keep what somebody chose, and mail what waits accordingly. Raises ValidationError."""
    chosen.full_clean(validate_unique=False)
    chosen.save()
    # What a server did not take keeps its own time.
    waiting = Notice.objects.unmailed().filter(recipient=chosen.user, mail_tries=0)
    moved = list(waiting.select_related("comment"))
    for notice in moved:
        notice.mail_due_at = due_for(chosen, notice.kind, max(timezone.now(), ready_at(notice)))
    Notice.objects.bulk_update(moved, ["mail_due_at"], batch_size=100)
    moments = {notice.mail_due_at for notice in moved if notice.mail_due_at}
    transaction.on_commit(partial(have_delivered, moments))


@transaction.atomic
def unsubscribe(*, wish: Wish) -> None:
    """Do what a link in a mail says. Where there is nothing left to stop it is done, too."""
    if wish.guest:
        GuestSubscription.objects.filter(key=wish.guest).delete()
        return
    user = User.objects.filter(pk=wish.user).select_related("notice_settings").first()
    if user is None:
        return
    if wish.post:
        if post := Post.objects.filter(pk=wish.post).first():
            follow(user=user, post=post, state=NEITHER if wish.kinds else Subscription.State.MUTED)
        return
    chosen = settings_of(user)
    for kind in wish.kinds:
        setattr(chosen, kind, Frequency.NEVER)
    choose(chosen=chosen)
