"""What the site does once a day by itself: it forgets what is not to be kept.

Where a task can wait, it is one that asks for itself again; it is asked for when the site is prepared and,
should the chain have broken, by the next comment. Else that comment alone lets it be done.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from accounts import every_day
from accounts.later import task
from blog.copies import keeping
from blog.images import sweeping
from blog.publishing.actions import publish_due

from .moderation import forgetting
from .notices import confirming

try:
    from django.tasks import TaskResultStatus
except ImportError:  # before Django 6.0
    from django_tasks import TaskResultStatus  # type: ignore[no-redef, assignment]

DAY = timedelta(days=1)


@task()
def forget() -> list[int]:
    """Old IP addresses, guests who did not confirm, texts left unsaved, unused pictures: how many of each."""
    # First: whatever happens to this one, tomorrow is another.
    if _can_wait() and not _is_waiting():
        forget.using(run_after=timezone.now() + DAY).enqueue()
    now = timezone.now()
    # Should a task that waited for its hour have been lost.
    publish_due(now)
    return [
        forgetting.forget_addresses(),
        confirming.forget_unconfirmed(now),
        keeping.sweep(now),
        sweeping.sweep(now),
        *every_day.do_all(now),
    ]


def start() -> None:
    """See to it that it is done every day. Nothing where somebody has seen to it."""
    if not (_can_wait() and _is_waiting()):
        forget.enqueue()


def _can_wait() -> bool:
    return isinstance(forget.get_backend(), DatabaseBackend)


def _is_waiting() -> bool:
    """Of two that were asked for at one time, only one asks for another."""
    waiting = DBTaskResult.objects.filter(task_path=forget.module_path, status=TaskResultStatus.READY)
    return waiting.exists()
