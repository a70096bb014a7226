"""The log of an essay's way to its readers."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User

from ..followers import step_taken
from ..models import Post, Step

# So long an essay has been in before it opens its classmates' essays: an empty one can be seen and returned.
FIRST_HOUR = timedelta(hours=1)


def take(
    post: Post,
    kind: str,
    *,
    by: User | None,
    note: str = "",
    publish_at: datetime | None = None,
    at: datetime | None = None,
) -> Step:
    """Write down that `by` did this with the essay; nobody, where the site did it at the hour that was set.

    The caller has changed the essay, in the same transaction.
    """
    step = Step.objects.create(
        post=post, kind=kind, by=by, note=note, publish_at=publish_at, at=at or timezone.now()
    )
    step_taken(step)
    return step
