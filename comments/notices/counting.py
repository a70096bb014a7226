"""The number in the header: a copy, kept with each account, of how many notices are unread."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.models import User

from ..models import Notice


def _unread() -> Coalesce:
    unread = Notice.objects.unread().filter(recipient=OuterRef("pk")).order_by().values("recipient")
    return Coalesce(Subquery(unread.annotate(number=Count("pk")).values("number")), Value(0))


def recount(people: Collection[int] | QuerySet) -> None:
    """Count anew for these accounts: one query, and where rows are locked another.

    They are held in the order of their keys: of two who count the same accounts one waits for the other.
    """
    if connection.features.has_select_for_update:
        rows = User.objects.filter(pk__in=people).order_by("pk")
        list(rows.select_for_update(no_key=True).values_list("pk"))
    User.objects.filter(pk__in=people).update(unread_notices=_unread())


def recount_readers_of(post: int) -> None:
    """Count anew for all who have an unread notice of a comment on this essay."""
    waiting = Notice.objects.filter(comment__post=post, recipient__isnull=False, read_at__isnull=True)
    recount(waiting.order_by().values("recipient"))


def wrong_counts() -> QuerySet:
    """The accounts whose number is not what their notices say; `counted` is what it should be."""
    return User.objects.annotate(counted=_unread()).exclude(unread_notices=F("counted"))
