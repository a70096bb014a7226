"""What is done behind the back of who asked for it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult, get_date_max

from .inserting import insert

try:
    from django.tasks import task
except ImportError:  # before Django 6.0
    from django_tasks import task  # type: ignore[no-redef]

__all__ = ["again_later", "soon", "task"]
# A mail server that is down is asked again after so long, then after twice as long …
FIRST_WAIT = timedelta(minutes=10)
# … and so often: five hours later, who waited for the mail has gone.
MOST_TRIES = 5


def soon(work: Any, *args: Any) -> None:
    """Have a task done once the transaction holds.

    A queue in the database is part of the transaction: what was written is never without its task. A
    backend that works at once must wait for the end, or everybody else who writes waits for it.
    """
    backend = work.get_backend()
    if isinstance(backend, DatabaseBackend):
        insert(_row_of(work, args, backend.alias))
    elif backend.supports_defer:
        work.enqueue(*args)
    else:
        transaction.on_commit(partial(work.enqueue, *args))


def _row_of(work: Any, args: tuple[Any, ...], backend: str) -> DBTaskResult:
    """What `enqueue` stores, without the record of it that nobody looks at."""
    return DBTaskResult(
        args_kwargs={"args": list(args), "kwargs": {}},
        priority=work.priority,
        task_path=work.module_path,
        queue_name=work.queue_name,
        run_after=work.run_after or get_date_max(),
        backend_name=backend,
    )


def again_later(work: Any, *args: Any, tries: int) -> None:
    """Have a task that failed done once more, with how often it was tried as its last argument.

    Nothing where no task can wait, or where it was tried often enough.
    """
    if tries < MOST_TRIES and work.get_backend().supports_defer:
        later = timezone.now() + FIRST_WAIT * 2**tries
        work.using(run_after=later).enqueue(*args, tries + 1)
