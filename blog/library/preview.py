"""What an import would do, entry by entry, against the library as it is now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from accounts.models import User
from sources.formats.fingerprints import fingerprint
from sources.models import ImportDraft, Source
from sources.reference import plain_reference
from sources.type_names import type_name

NEW, THERE, ALIKE, TWICE = "new", "there", "alike", "twice"
# Below what a form of ours may hold (DATA_UPLOAD_MAX_NUMBER_FIELDS), with a box for each row.
PAGE_SIZE = 100


@dataclass(slots=True)
class Row:
    """An entry of the file: `status` says what the library has to say to it."""

    number: int
    item: dict[str, Any]
    line: int
    dropped: list[str]
    mark: str
    status: str = NEW
    source: Source | None = None
    alike: list[Source] = field(default_factory=list)
    first_line: int = 0
    problems: list[str] = field(default_factory=list)
    is_ticked: bool = False

    @property
    def reference(self) -> str:
        return plain_reference(self.item)

    @property
    def kind(self) -> str:
        return type_name(str(self.item.get("type") or "document"))

    @property
    def may_be_taken(self) -> bool:
        return self.status in (NEW, ALIKE)


class Preview:
    """A draft against the works of its course that its owner sees: a few queries, however many entries."""

    def __init__(self, draft: ImportDraft, user: User) -> None:
        self.draft = draft
        rows = Source.objects.visible_to(user).filter(course=draft.course_id)
        self._by_key = dict(rows.values_list("key", "pk"))
        shared = rows.shared().values_list("fingerprint", "pk", "shared_at")
        self._shared = {mark: (pk, moment) for mark, pk, moment in shared}
        self.rows = list(self._read())

    def _read(self) -> Iterable[Row]:
        first: dict[str, int] = {}
        for number, entry in enumerate(self.draft.entries, start=1):
            mark = fingerprint(entry["item"])
            row = Row(number, entry["item"], entry["line"], entry["dropped"], mark)
            if mark in self._shared:
                row.status = THERE
            elif mark in first:
                row.status, row.first_line = TWICE, first[mark]
            elif any(key in self._by_key for key in entry["alike"]):
                row.status = ALIKE
            first.setdefault(mark, row.line)
            yield row

    @cached_property
    def counts(self) -> dict[str, int]:
        return {NEW: 0, ALIKE: 0, THERE: 0, TWICE: 0} | Counter(row.status for row in self.rows)

    @property
    def there_before(self) -> int:
        """How many of the entries the library had before they were read in."""
        found = (self._shared[row.mark][1] for row in self.rows if row.status == THERE)
        return sum(moment < self.draft.created_at for moment in found)

    def of_status(self, status: str) -> list[Row]:
        return [row for row in self.rows if row.status == status] if status else self.rows

    def told(self, rows: list[Row]) -> list[Row]:
        """The rows with the sources they are compared with, and with their problems."""
        by_place: dict[tuple[int, str], list[str]] = {}
        for problem in self.draft.problems:
            by_place.setdefault((problem["line"], problem["entry"]), []).append(problem["message"])
        pks: set[int] = set()
        for row in rows:
            row.problems = by_place.get(_place(row), [])
            pks.update(self._compared(row))
        found = Source.objects.select_related("course").in_bulk(pks)
        for row in rows:
            sources = [found[pk] for pk in self._compared(row) if pk in found]
            row.source = sources[0] if row.status == THERE and sources else None
            row.alike = sources if row.status == ALIKE else []
        return rows

    def other_problems(self) -> list[dict[str, Any]]:
        """Those of no entry that was read: of the file as a whole, and of what was left out."""
        places = {_place(row) for row in self.rows}
        return [
            problem for problem in self.draft.problems if (problem["line"], problem["entry"]) not in places
        ]

    def _compared(self, row: Row) -> list[int]:
        if row.status == THERE:
            return [self._shared[row.mark][0]]
        keys = self.draft.entries[row.number - 1]["alike"] if row.status == ALIKE else []
        return [self._by_key[key] for key in keys if key in self._by_key]


def _place(row: Row) -> tuple[int, str]:
    return row.line, str(row.item.get("id", ""))[:60]
