"""manage.py erase_enquiries: where no worker does it every day (comments/daily.py)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.template.defaultfilters import pluralize
from django.utils import timezone

from studynotes.enquiries.retention import forget


class Command(BaseCommand):
    help = "Take out what is personal of the enquiries whose time is over."

    def handle(self, *args: Any, **options: Any) -> None:
        count = forget(timezone.now())
        self.stdout.write(f"{count:,} enquir{pluralize(count, 'y,ies')} erased.")
