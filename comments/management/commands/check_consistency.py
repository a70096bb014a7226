"""manage.py check_consistency: say what is stored wrongly about comments, and mend it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from comments.consistency import check


class Command(BaseCommand):
    help = (
        "Says what is stored wrongly about comments: places, counts, statuses, displays, passages, "
        "what was read. Exits with 1 where something is wrong and not mended."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="mend what is wrong")

    def handle(self, *, repair: bool, **options: Any) -> None:
        found = by_hand = 0
        for finding in check(repair=repair):
            self.stdout.write(finding.says)
            found += 1
            by_hand += finding.by_hand
        if not found:
            self.stdout.write("Everything agrees.")
        elif repair and not by_hand:
            self.stdout.write(f"{found} mended.")
        elif repair:
            raise CommandError(f"{found - by_hand} mended; {by_hand} to be mended by hand.")
        else:
            raise CommandError(f"{found} wrong. Run it with --repair to mend them.")
