"""Gathering what a reader finds: limits, ids, titles, and problems with their lines, alike in all formats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from . import fingerprints, items
from .model import MAX_CHARACTERS, MAX_ENTRIES, MAX_PROBLEMS, Entry, Problem, Reading


class Collector:
    """One reading under way."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self.untold = 0
        self.seen = 0
        self._ids: dict[str, int] = {}

    @property
    def is_full(self) -> bool:
        """Whether enough was seen, the refused included: a file of nothing but faults ends as well."""
        return self.seen >= MAX_ENTRIES

    def problem(self, line: int, message: str, entry: str = "") -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(line, message, entry[:60]))
        else:
            self.untold += 1

    def stop(self, line: int) -> None:
        """Says first of all that what follows was not read."""
        self.problems.insert(
            0, Problem(line, f"there are more than {MAX_ENTRIES:,} entries: from here nothing was read")
        )

    def add(
        self, raw: Mapping[str, Any], line: int, dropped: Iterable[str] = (), repairs: Iterable[str] = ()
    ) -> None:
        """Keeps the item of `raw`, put right; without a title it is refused."""
        self.seen += 1
        cleaned = items.clean(raw)
        item = cleaned.item
        said = str(item["id"])
        if not item.get("title"):
            self.problem(line, "left out: it has no title", said)
            return
        item["id"] = self._free(said or fingerprints.key(item))
        if said and item["id"] != said:
            self.problem(line, f"this key is in the file before; here it became {item['id']}", said)
        for repair in (*repairs, *cleaned.repairs):
            self.problem(line, repair, str(item["id"]))
        lost = dict.fromkeys((*dropped, *cleaned.dropped))
        self.entries.append(Entry(item, line, tuple(lost)))

    def reading(self) -> Reading:
        if self.untold:
            self.problems.append(Problem(0, f"{self.untold} more problems are not shown"))
        return Reading(tuple(self.entries), tuple(self.problems))

    def _free(self, wanted: str) -> str:
        """`wanted`, or the first of wanted-2, wanted-3, … that is free."""
        if wanted not in self._ids:
            self._ids[wanted] = 1
            return wanted
        while True:
            self._ids[wanted] += 1
            name = f"{wanted}-{self._ids[wanted]}"
            if name not in self._ids:
                self._ids[name] = 1
                return name


def prepared(items: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The items as they are written: put right, each under an id of its own."""
    collector = Collector()
    for item in items:
        collector.add(item, 0)
    return collector.reading().items


def within_limits(text: str, collector: Collector) -> str:
    """The text that is read: no byte-order mark, one kind of line end, and no more than the limit."""
    if len(text) > MAX_CHARACTERS:
        collector.problem(0, f"longer than {MAX_CHARACTERS:,} characters: nothing was read")
        return ""
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
