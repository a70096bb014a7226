"""manage.py set_references: prepare how essays are cited, as after loading them from a file."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from blog.exports.tasks import set_all_references


class Command(BaseCommand):
    help = "Sets each published essay, and the list of its sources, in every citation style."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{set_all_references.call()} essays are set in every style.")
