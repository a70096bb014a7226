"""Guests who follow a thread by e-mail: asking, confirming by a signed link, and how often that is sent.

The answer is the same whether an address is known or not. Nobody can have a stranger mailed more than a few
times, and that only once for each thread and hour.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from accounts.letters import absolute, compose, host, message_id, title, try_to_send
from blog.models import Post, PostQuerySet

from ..models import CONFIRM_WITHIN, FollowRequest, GuestSubscription
from . import headers
from .tokens import Wish, confirm_link, unsubscribe_link

# A class behind one address asks together, once, for one thread.
ASKED_PER_BLOCK = 40
HOUR = timedelta(hours=1)
# A reader may want several threads on one day.
MAILS_PER_ADDRESS = 5
DAY = timedelta(days=1)


def followable() -> PostQuerySet:
    """The essays whose threads guests may follow: those that the world may read."""
    return Post.objects.visible_to(AnonymousUser()).published()


def asks_too_fast(block: str) -> bool:
    """So many from these addresses have asked within the hour."""
    if not settings.RATE_LIMITS:
        return False
    asked = FollowRequest.objects.filter(asked_from=block, asked_at__gt=timezone.now() - HOUR)
    return asked.count() >= ASKED_PER_BLOCK


@transaction.atomic
def ask(*, post: Post, email: str, block: str) -> GuestSubscription | None:
    """Note the wish of a guest at `email` to follow a thread, and return it where they are to be asked for
    a confirmation: not where they follow it, nor where they were asked just now or very often today."""
    now = timezone.now()
    forget_unconfirmed(now)
    if GuestSubscription.objects.confirmed().filter(post=post, email=email).exists():
        return None
    if _is_asked_enough(post, email, now):
        return None
    FollowRequest.objects.create(post=post, email=email, asked_from=block, asked_at=now)
    asked, _ = GuestSubscription.objects.update_or_create(post=post, email=email, defaults={"asked_at": now})
    return asked


def _is_asked_enough(post: Post, email: str, now: datetime) -> bool:
    today = FollowRequest.objects.filter(email=email, asked_at__gt=now - DAY)
    # Of two that ask at a time the second waits here, and counts the first.
    list(today.select_for_update().values_list("pk"))
    asked = list(today.values_list("post", "asked_at"))
    if any(thread == post.pk and moment > now - HOUR for thread, moment in asked):
        return True
    return settings.RATE_LIMITS and len(asked) >= MAILS_PER_ADDRESS


def send(subscription: int) -> bool:
    """Send the link. Returns whether there is nothing left to do."""
    asked = GuestSubscription.objects.filter(pk=subscription, confirmed_at__isnull=True).first()
    post = followable().filter(pk=asked.post_id).select_related("course").first() if asked else None
    if asked is None or post is None:
        return True
    leave = unsubscribe_link(Wish(guest=asked.key.hex))
    lines = headers.listing(course=post.course.slug, unsubscribe=leave, host=host())
    lines["Message-ID"] = message_id(f"follow-{asked.asked_at:%Y%m%d%H%M}", asked.pk, host())
    subject = f"[{title(post.course.title)}] Follow “{title(str(post))}”?"
    page = absolute(post.get_absolute_url())
    context = {
        "post": post,
        "url": page,
        "confirm": confirm_link(asked.key),
        "leave": leave,
        "days": CONFIRM_WITHIN.days,
    }
    letter = compose("comments/mail/confirm", context, subject=subject, to=asked.email, lines=lines)
    return try_to_send(letter, f"confirmation {asked.pk}")


def asked_by(key: uuid.UUID) -> GuestSubscription | None:
    """Whose link it is, while its thread may be followed and the wish is not forgotten."""
    forgotten = GuestSubscription.objects.forgotten(timezone.now())
    found = GuestSubscription.objects.filter(key=key, post__in=followable())
    return found.exclude(pk__in=forgotten).select_related("post__course").first()


def confirm(*, subscription: GuestSubscription) -> None:
    """From now on they hear of the thread. Doing it twice is no error."""
    unconfirmed = GuestSubscription.objects.filter(pk=subscription.pk, confirmed_at__isnull=True)
    unconfirmed.update(confirmed_at=timezone.now())


def forget_unconfirmed(now: datetime) -> int:
    """Who did not confirm in time, and of everybody that they asked before today. Returns how many wishes."""
    FollowRequest.objects.filter(asked_at__lt=now - DAY).delete()
    return GuestSubscription.objects.forgotten(now).delete()[0]
