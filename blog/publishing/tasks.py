"""Publishes what is scheduled, when its hour comes.

Where a task can wait, each hour that is set is one that waits for it. Else, and should one be lost, the site
catches up when it is prepared, once a day, and whenever cron runs `publish_scheduled`.
"""

from __future__ import annotations

from datetime import datetime

from accounts.later import task


@task()
def publish_scheduled() -> int:
    """Publish what is due. Returns how many essays."""
    from .actions import publish_due  # which asks for this task

    return publish_due()


def publish_at(moment: datetime) -> None:
    """See to it that what is due then is published then. In the transaction that sets the hour."""
    if publish_scheduled.get_backend().supports_defer:
        publish_scheduled.using(run_after=moment).enqueue()
