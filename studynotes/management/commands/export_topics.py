from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from studynotes.exchange.exporting import exported
from studynotes.models import Specification


class Command(BaseCommand):
    help = "Writes the tree of subjects, specifications and topics to standard output, for import_topics."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["yaml", "json"], default="yaml")
        parser.add_argument("--specification", metavar="SLUG", help="this one alone")

    def handle(self, *, format: str, specification: str | None, **options: Any) -> None:
        chosen = Specification.objects.all()
        if specification is not None:
            chosen = chosen.filter(slug=specification)
            if not chosen.exists():
                raise CommandError(f"There is no specification “{specification}”.")
        self.stdout.write(exported(chosen, as_json=format == "json"), ending="")
