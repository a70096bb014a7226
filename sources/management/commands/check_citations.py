from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sources.checks import ledger, report


class Command(BaseCommand):
    help = "Compares the citations in a text with a list of sources. Needs no database."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("textfile", help="plain text or Markdown in UTF-8; - reads standard input")
        parser.add_argument(
            "--sources", required=True, type=Path, metavar="FILE", help="a list of CSL-JSON items"
        )
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")

    def handle(self, *, textfile: str, sources: Path, **options: Any) -> None:
        found = ledger.check(_text(textfile), _items(sources))
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(found), ensure_ascii=False, indent=2))
            return
        self.stdout.write(report.as_table(found))


def _text(textfile: str) -> str:
    if textfile == "-":
        # A terminal's encoding may be another; the text is UTF-8 wherever it comes from.
        stream = getattr(sys.stdin, "buffer", None)
        return _decoded(stream.read(), "Standard input") if stream else sys.stdin.read()
    return _decoded(_read(Path(textfile)), textfile)


def _items(path: Path) -> list[Any]:
    """The items of a CSL-JSON file: a list, or an object that holds one as "items"."""
    try:
        data = json.loads(_decoded(_read(path), str(path)))
    except json.JSONDecodeError as error:
        raise CommandError(f"{path} is no JSON: {error.msg} in line {error.lineno}.") from error
    except RecursionError as error:
        raise CommandError(f"{path} is nested too deeply.") from error
    items = data.get("items") if isinstance(data, dict) else data
    if not isinstance(items, list):
        raise CommandError(f"{path} holds no list of CSL-JSON items.")
    return items


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{name} is not UTF-8: byte {error.start + 1} does not fit.") from error
