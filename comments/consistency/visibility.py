"""Whether every thread shows, and counts, what the statuses of its comments say."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from blog.models import Post

from .. import showing
from .findings import Finding, Thread, threads
from .places import is_in_order


def unsettled_threads(*, repair: bool) -> Iterator[Finding]:
    """What is shown and what is counted is what comments/showing.py computes."""
    for thread in threads():
        # Of a thread in disorder nobody can say what should be shown; that it is one is said already.
        if not is_in_order(thread):
            continue
        with transaction.atomic():
            found = list(_unsettled_in(thread))
            if found and repair:
                showing.settle(thread.pk)
        yield from found


def _unsettled_in(thread: Thread) -> Iterator[Finding]:
    count = Post.objects.select_for_update().values_list("comment_count", flat=True).get(pk=thread.pk)
    changes = showing.unsettled(thread.pk)
    for pk in changes.appearing:
        yield Finding(f"Comment {pk} on {thread} is hidden; by its status it should be shown.")
    for pk in changes.vanishing:
        yield Finding(f"Comment {pk} on {thread} is shown; by its status, or one above it, it should not be.")
    for pk, (stored, right) in changes.recounted.items():
        yield Finding(f"Comment {pk} on {thread} counts {stored} below it; it should count {right}.")
    if count != changes.shown:
        yield Finding(f"The thread of {thread} counts {count} comments; it should count {changes.shown}.")
