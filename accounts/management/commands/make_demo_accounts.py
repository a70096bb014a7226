from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import demo
from accounts.models import User


class Command(BaseCommand):
    help = "Gives every demo account of the fixtures a new password, prints them and keeps them in a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, default=settings.VAR_DIR / "demo-accounts.txt")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            self.stdout.write(demo.give_passwords(keep_in=file))
        except User.DoesNotExist as error:
            raise CommandError("The class is not in this database: load the fixtures first.") from error
