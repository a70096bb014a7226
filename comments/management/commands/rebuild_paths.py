"""manage.py rebuild_paths: order every thread by its comments' parents again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from comments.upkeep import rebuild_paths


class Command(BaseCommand):
    help = "Computes the path and the depth of every comment from its parents."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{rebuild_paths()} comments had a wrong place in their thread.")
