from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from studynotes.exchange.actions import import_tree
from studynotes.exchange.nodes import MAX_BYTES, TreeError


class Command(BaseCommand):
    help = "Makes the tree of subjects and topics what a YAML or JSON file says (docs/notes.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the file; - reads standard input")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )
        parser.add_argument(
            "--prune", action="store_true", help="remove what the file lacks and nothing hangs on"
        )

    def handle(self, *, file: str, dry_run: bool, prune: bool, **options: Any) -> None:
        try:
            report = import_tree(data=_read(file), by=None, prune=prune, is_trial=dry_run)
        except TreeError as error:
            raise CommandError("\n".join(["Nothing was stored.", *map(str, error.problems)])) from error
        for change in report.changes:
            self.stdout.write(str(change))
        self.stdout.write(f"{'Tried: ' if dry_run else ''}{report.summary}")


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with Path(file).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
