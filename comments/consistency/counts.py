"""Whether what is counted ahead, for pages to read, is what there is to count."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from .. import upkeep
from ..locking import lock_thread
from ..models import Comment, Thanks
from ..notices.counting import recount, wrong_counts
from .findings import Finding


def thanks_counted(*, repair: bool) -> Iterator[Finding]:
    """A comment counts those who thanked for it."""
    given = Thanks.objects.filter(comment=OuterRef("pk")).order_by().values("comment")
    right = Coalesce(Subquery(given.annotate(n=Count("pk")).values("n")), 0)
    wrong = Comment.objects.annotate(right=right).exclude(thanks_count=F("right"))
    for pk, stored, number in list(wrong.order_by("pk").values_list("pk", "thanks_count", "right")):
        yield Finding(f"Comment {pk} counts {stored} thanks; it should count {number}.")
    for post in upkeep.threads_of(wrong) if repair else ():
        with transaction.atomic():
            lock_thread(post)
            wrong.filter(post=post).update(thanks_count=right)


def notices_counted(*, repair: bool) -> Iterator[Finding]:
    """The number in a member's header is that of the notices they have not read."""
    wrong = list(wrong_counts().order_by("pk").values_list("pk", "unread_notices", "counted"))
    for pk, stored, number in wrong:
        yield Finding(f"User {pk} counts {stored} unread notices; it should count {number}.")
    if repair:
        recount([pk for pk, *_ in wrong])
