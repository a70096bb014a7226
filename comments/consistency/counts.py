"""Whether what is counted ahead, for pages to read, is what there is to count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User

from ..models import Comment, Notice, Thanks
from .findings import Finding


def thanks_counted(*, repair: bool) -> Iterator[Finding]:
    """A comment counts those who thanked for it."""
    return _miscounted(
        Comment.objects.order_by("pk"),
        "thanks_count",
        Thanks.objects.filter(comment=OuterRef("pk")).values("comment"),
        "Comment {} counts {} thanks; it should count {}.",
        repair=repair,
    )


def notices_counted(*, repair: bool) -> Iterator[Finding]:
    """The number in a member's header is that of the notices they have not read."""
    return _miscounted(
        User.objects.order_by("pk"),
        "unread_notices",
        Notice.objects.unread().filter(recipient=OuterRef("pk")).values("recipient"),
        "User {} counts {} unread notices; it should count {}.",
        repair=repair,
    )


def _miscounted(
    rows: QuerySet[Any], name: str, counted: QuerySet[Any], says: str, *, repair: bool
) -> Iterator[Finding]:
    """`counted` are what the field `name` of `rows` counts, grouped by the row that counts them."""
    right = Coalesce(Subquery(counted.order_by().annotate(n=Count("pk")).values("n")), 0)
    wrong = rows.annotate(right=right).exclude(**{name: F("right")})
    for pk, stored, number in list(wrong.values_list("pk", name, "right")):
        yield Finding(says.format(pk, stored, number))
    if repair:
        wrong.order_by().update(**{name: right})
