"""What a thread should be after what was done to it: an independent, slow and obvious model of it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

WITHHELD, GONE = ("held", "spam"), ("removed", "deleted")
GUEST = "gail"


@dataclass
class Said:
    """One comment. `writer` is a name of the cast; `waiting` is an edit that a moderator has to see."""

    pk: int
    parent: int | None
    writer: str
    body: str
    status: str
    waiting: str = ""
    was_shown: bool = False  # at any time
    quotes: str = ""  # the paragraph of the essay that it answers
    thanked_by: set[str] = field(default_factory=set)
    # Who reported it, and the batch of decisions that settled that.
    reports: dict[str, uuid.UUID | None] = field(default_factory=dict)

    def open_reports(self) -> list[str]:
        """By whom."""
        return [by for by, settled in self.reports.items() if settled is None]


class Step(NamedTuple):
    """What a batch of decisions did to one comment."""

    pk: int
    before: str
    after: str


class Seen(NamedTuple):
    """One article of the page: `words` are "" for a tombstone."""

    pk: int
    depth: int
    words: str
    thanks: int
    answerable: bool


class ThreadModel:
    def __init__(self) -> None:
        self.said: dict[int, Said] = {}
        self.is_closed = False
        self.essay = "abc"  # its paragraphs
        self.levels: dict[str, str] = {}  # what the course's staff decided about people

    def add(self, said: Said) -> None:
        self.said[said.pk] = said

    def line(self, pk: int | None) -> Iterator[Said]:
        """A comment and all it hangs on."""
        while pk is not None:
            yield self.said[pk]
            pk = self.said[pk].parent

    def below(self, pk: int) -> list[Said]:
        return [one for one in self.said.values() if one.pk != pk and self.said[pk] in self.line(one.pk)]

    def is_shown(self, pk: int) -> bool:
        withheld = any(one.status in WITHHELD for one in self.line(pk))
        return self.said[pk].status == "published" and not withheld

    def shown(self) -> list[int]:
        return [pk for pk in self.said if self.is_shown(pk)]

    def shown_below(self, pk: int) -> list[int]:
        return [one.pk for one in self.below(pk) if self.is_shown(one.pk)]

    def twins(self, writer: str, parent: int | None, body: str) -> list[Said]:
        """The same words in the same place, where they stand."""
        key = (writer, parent, body)
        return [
            one
            for one in self.said.values()
            if (one.writer, one.parent, one.body) == key and one.status in ("published", "held")
        ]

    def may_change(self, said: Said) -> bool:
        """Its writer may: while it stands; a guest, while nobody else has seen it."""
        if said.writer == GUEST:
            return said.status == "held" and not said.was_shown
        return said.status in ("held", "published")

    def is_silenced(self, name: str) -> bool:
        return self.levels.get(name) == "silenced"

    def heard_reports(self, said: Said) -> int:
        return len([by for by in said.open_reports() if not self.is_silenced(by)])

    def waiting(self) -> list[Said]:
        return [one for one in self.said.values() if one.waiting]

    def decide(self, pk: int, to: str, batch: uuid.UUID) -> Step | None:
        """What a moderator does. Their last word also decides on an edit that waits, and on the reports."""
        said, is_final = self.said[pk], to != "held"
        if said.status == "deleted":
            return None
        if is_final and said.waiting:
            said.body, said.waiting = said.waiting if to == "published" else said.body, ""
        if said.status == to and not said.open_reports():
            return None
        step, said.status = Step(pk, said.status, to), to
        if is_final:
            said.reports = {by: settled or batch for by, settled in said.reports.items()}
        return step

    def take_back(self, step: Step, batch: uuid.UUID) -> None:
        """Of one that is still as the batch left it."""
        said = self.said[step.pk]
        did_something = step.before != step.after or batch in said.reports.values()
        if said.status == step.after and did_something:
            said.status = step.before
            said.reports = {by: None if settled == batch else settled for by, settled in said.reports.items()}

    def in_order(self, parent: int | None = None, depth: int = 0) -> Iterator[tuple[Said, int]]:
        """Each comment before its replies, older before newer."""
        for one in sorted(self.said.values(), key=lambda one: one.pk):
            if one.parent == parent:
                yield one, depth
                yield from self.in_order(one.pk, depth + 1)

    def seen_by(self, reader: str) -> list[Seen]:
        seen = []
        for one, depth in self.in_order():
            # A guest's spam looks to them as if it waited.
            waits = ("held", "spam") if one.writer == GUEST else ("held",)
            shown, own = self.is_shown(one.pk), one.status in waits and one.writer == reader
            if shown or own:
                answerable = shown and not self.is_closed and not self.is_silenced(reader)
                words = one.body.partition(" ")[0]
                seen.append(Seen(one.pk, depth, words, len(one.thanked_by), answerable))
            elif one.status in GONE and self.shown_below(one.pk):
                seen.append(Seen(one.pk, depth, "", 0, False))
        return seen


_ARTICLE = re.compile(
    r'<article id="comment-(\d+)" class="depth-(\d+)([^"]*)"[^>]*>(.*?)</article>', re.DOTALL
)
_THANKS = re.compile(r"Thanks: (\d+)")
_WORDS = re.compile(r"\bwords-\d+-\d+\b")


def read_page(html: str) -> list[Seen]:
    """What a page shows of its thread."""
    seen = []
    for pk, depth, classes, content in _ARTICLE.findall(html):
        text = content.partition("<div>")[2].rpartition("</div>")[0]
        words = " ".join(_WORDS.findall(text))
        thanks = _THANKS.search(content.rpartition("</div>")[2])
        if "gone" in classes.split():
            assert not words, f"the tombstone of {pk} says {words}"
        seen.append(
            Seen(int(pk), int(depth), words, int(thanks[1]) if thanks else 0, "replytocom=" in content)
        )
    return seen


def words_in(text: str) -> set[str]:
    """The words of comments anywhere in a page."""
    return set(_WORDS.findall(text))
