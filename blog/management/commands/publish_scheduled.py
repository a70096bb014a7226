"""Publish what is scheduled up to now. For cron, where no worker waits for the hour."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from blog.publishing.actions import publish_due


class Command(BaseCommand):
    help = "Publish the essays whose hour has come."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Essays published: {publish_due()}.")
