"""Send the mail that is due now. For cron, where no worker waits for it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from comments.notices import confirming, delivering


class Command(BaseCommand):
    help = "Send the notices that are due by mail, and forget guests who did not confirm that they want any."

    def handle(self, *args: Any, **options: Any) -> None:
        forgotten = confirming.forget_unconfirmed(timezone.now())
        done = delivering.deliver()
        self.stdout.write(
            f"Notices mailed: {done.mailed}; with nothing left to tell: {done.dropped}; "
            f"not taken by the mail server: {done.failed}. Guests forgotten: {forgotten}."
        )
