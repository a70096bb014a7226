"""What the site does once a day by itself: what the apps have registered with accounts/every_day.py.

Where a task can wait, it is one that asks for itself again; it is asked for when the site is prepared and,
should the chain have broken, by the next comment. Else that comment alone lets it be done.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from accounts import every_day
from accounts.later import task

try:
    from django.tasks import TaskResultStatus
except ImportError:  # before Django 6.0
    from django_tasks import TaskResultStatus  # type: ignore[no-redef, assignment]

DAY = timedelta(days=1)


@task()
def forget() -> list[int]:
    """Do what is registered: what is due is published, what is old is forgotten. How much each work did."""
    # First: whatever happens to this one, tomorrow is another.
    if _can_wait() and not _is_waiting():
        forget.using(run_after=timezone.now() + DAY).enqueue()
    return every_day.do_all(timezone.now())


def is_due() -> bool:
    """Asked at each comment: true once a day, in each process where processes share no cache."""
    return cache.add("comments.daily", True, DAY.total_seconds())


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
