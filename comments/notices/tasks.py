"""Notices made and mailed behind the writer's back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from accounts.later import again_later, task

from . import confirming, delivering, making

# So many comments or decisions to a transaction: what is approved in bulk must not hold up who writes.
TOLD_AT_ONCE = 200


@task()
def tell(comments: list[int], decisions: list[int]) -> int:
    """Make the notices of comments that are shown, and of decisions. Returns how many."""
    due: set[datetime] = set()
    count = 0
    for start in range(0, max(len(comments), len(decisions)), TOLD_AT_ONCE):
        part = slice(start, start + TOLD_AT_ONCE)
        made = making.make_notices(comments[part], decisions[part])
        count, due = count + made.count, due | made.due
    have_delivered(due)
    return count


@task()
def deliver() -> list[int]:
    """Send the mail that is due. Returns how many notices were mailed, dropped, and not taken."""
    if delivering.is_due(timezone.now()):
        # Should this be killed halfway: what it had claimed is due again by then.
        have_delivered([timezone.now() + delivering.LEASE])
    result = delivering.deliver()
    if result.failed and (again := delivering.next_due()):
        have_delivered([again])
    return list(result)


@task()
def ask_to_confirm(subscription: int, tries: int = 0) -> bool:
    """Send a guest the link that confirms their wish to follow a thread."""
    if confirming.send(subscription):
        return True
    again_later(ask_to_confirm, subscription, tries=tries)
    return False


def have_delivered(moments: Iterable[datetime]) -> None:
    """See to it that mail goes out at these moments; where no task can wait, what is due goes out now."""
    if deliver.get_backend().supports_defer:
        for moment in sorted(set(moments)):
            deliver.using(run_after=moment).enqueue()
    elif delivering.is_due(timezone.now()):
        delivering.deliver()
