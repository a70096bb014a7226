"""manage.py forget_addresses: where no worker does it every day (comments/daily.py)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from comments.moderation.forgetting import KEPT, forget_addresses


class Command(BaseCommand):
    help = f"Delete the IP addresses of comments that are older than {KEPT.days} days."

    def handle(self, *args: Any, **options: Any) -> None:
        count = forget_addresses(timezone.now())
        self.stdout.write(f"{count:,} address{'' if count == 1 else 'es'} forgotten.")
