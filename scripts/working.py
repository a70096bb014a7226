"""The background worker that ./run forks: one that has grown makes room for a fresh one."""

from __future__ import annotations

import sys

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from .processes import own_memory

# Of the one queue, and of what keeps it.
DEFAULT = "default"
# What it shares with the server when it is new becomes its own as it is used: 20 MiB for notices, of which
# there are many. Pictures, styles and references leave 23 to 34.
MOST_KIB = 22 * 1024
HAS_GROWN = 75


class Worker(db_worker.Worker):
    """The library's, but that it ends after a task that has left it with more than MOST_KIB of its own."""

    has_grown = False

    def __init__(self) -> None:
        super().__init__(
            queue_names=[DEFAULT],
            interval=1,
            batch=False,
            backend_name=DEFAULT,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )

    def run_task(self, db_task_result: DBTaskResult) -> None:
        super().run_task(db_task_result)
        if self.running and own_memory() > MOST_KIB:
            self.has_grown, self.running = True, False


def work() -> None:
    """Until it is asked to stop; then, or when it has grown, the process ends: with HAS_GROWN."""
    db_worker.Command().configure_logging(1)
    worker = Worker()
    worker.configure_signals()
    worker.run()
    sys.exit(HAS_GROWN if worker.has_grown else 0)
