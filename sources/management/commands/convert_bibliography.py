from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sources.formats import bibtex, csljson, ris, upload

WRITERS = {"biblatex": bibtex.write, "csl-json": csljson.write, "ris": ris.write}


class Command(BaseCommand):
    help = (
        "Converts a bibliography: BibTeX, BibLaTeX, RIS or CSL-JSON into another of them. Needs no database."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the bibliography; - reads standard input")
        parser.add_argument("--to", required=True, choices=sorted(WRITERS))

    def handle(self, *, file: str, to: str, **options: Any) -> None:
        try:
            reading = upload.read(_read(file), name=file)
        except upload.Refused as error:
            raise CommandError(str(error)) from error
        writing = WRITERS[to](reading.items)
        self.stdout.write(writing.text, ending="")
        for problem in reading.problems:
            self.stderr.write(str(problem))
        for entry in reading.entries:
            for dropped in entry.dropped:
                self.stderr.write(f"line {entry.line}: {entry.item['id']}: dropped {dropped}")
        for loss in writing.losses:
            self.stderr.write(f"{loss.id}: {to} does not hold {', '.join(loss.variables)}")


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read(upload.MAX_BYTES + 1)
    try:
        with Path(file).open("rb") as stream:
            return stream.read(upload.MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
