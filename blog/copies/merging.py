"""What the second of two who save one text sees: both versions, and the text with the changes of both."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import QueryDict

from accounts.texts import one_line

from ..citing.typed import typed_text
from ..models import MAX_BODY_LENGTH
from ..numbers import number
from . import three_way
from .three_way import Paragraph, Piece

# In the form of the merge: which revision the other saved, and what is chosen of each open piece.
ONTO = "onto"
CHOICE = "choice"
# So many open pieces are chosen one by one, all others at once: a form may have two hundred fields
# (DATA_UPLOAD_MAX_NUMBER_FIELDS), and the essay's own come along, with two for each picture not described.
MOST_CHOSEN = 50
REST = f"{CHOICE}-rest"
# In so many pieces the words that changed are marked; who rewrote more reads the whole anyway.
MOST_MARKED = 40
# What the merge makes, and what leads to it; all else is the second writer's and goes along as it was sent.
NOT_CARRIED = frozenset(
    ["csrfmiddlewaretoken", "intent", "base", ONTO, "title", "body", "sources", "picture"]
)


class Version(NamedTuple):
    """One text."""

    title: str = ""
    body: str = ""
    lines: Sequence[str] = ()

    def listed(self) -> str:
        return "\n".join(self.lines)


class Shown(NamedTuple):
    """A piece as the page shows it; `name` is that of its choice, where it is open: one of many has none."""

    by: str
    name: str
    text: str
    mine: str
    theirs: str
    mine_words: list[tuple[int, str]]
    their_words: list[tuple[int, str]]


@dataclass(frozen=True)
class Merge:
    """What two made of one text, put together; `choices` by the names of what is open."""

    mine: Version
    theirs: Version
    title: list[Piece]
    body: list[Piece]
    lines: list[Piece]
    rest: str = REST

    def shown(self) -> list[tuple[str, str, list[Shown]]]:
        """The parts of the text in which something changed: field, heading, pieces."""
        marked, chosen = itertools.count(), itertools.count()
        parts = [
            ("title", "Title", self.title, _line),
            ("body", "Text", self.body, _text),
            ("sources", "Sources used", self.lines, _lines),
        ]
        return [
            (
                field,
                heading,
                [
                    _shown(f"{CHOICE}-{field}-{n}", piece, say, marked, chosen)
                    for n, piece in enumerate(pieces)
                ],
            )
            for field, heading, pieces, say in parts
            if any(piece.by for piece in pieces)
        ]

    def open_ones(self) -> int:
        """How many pieces are open."""
        return sum(piece.by == "open" for piece in (*self.title, *self.body, *self.lines))

    def chosen_at_once(self) -> int:
        """How many of them are chosen by one choice, named REST."""
        return max(0, self.open_ones() - MOST_CHOSEN)

    def text(self, choices: Mapping[str, str]) -> Version:
        """The merged text, with what was chosen; both, where nothing was."""

        def chosen(field: str, pieces: Sequence[Piece]) -> list[Paragraph]:
            names = (f"{CHOICE}-{field}-{n}" for n in range(len(pieces)))
            return [
                part
                for name, piece in zip(names, pieces, strict=True)
                for part in piece.chosen(choices.get(name) or choices.get(REST, ""))
            ]

        # A title cannot be both; of two the one that is being saved is taken, unless chosen otherwise.
        title = chosen("title", self.title)[-1:]
        lines = dict.fromkeys(part.text for part in chosen("sources", self.lines))
        return Version(_line(title), three_way.joined(chosen("body", self.body)), list(lines))


def merge_of(base: Version, mine: Version, theirs: Version) -> Merge:
    """Pure: what became of `base` in two hands."""
    title = three_way.merge_lines(*([one.title] for one in (base, mine, theirs)))
    body = three_way.merge(base.body, mine.body, theirs.body)
    lines = three_way.merge_lines(base.lines, mine.lines, theirs.lines)
    return Merge(mine, theirs, title, body, lines)


def typed_version(data: QueryDict) -> Version:
    """What a form holds, as it would be saved."""
    return Version(one_line(data.get("title", "")), *typed_text(data))


def version(revisions: QuerySet[Any], wanted: int) -> Version | None:
    """The text of that number, where there is one."""
    found = revisions.filter(number=wanted).first()
    return Version(found.title, found.body, found.source_lines) if found else None


def merge_for(data: QueryDict, onto: int, revisions: QuerySet[Any]) -> Merge:
    """What is in the form `data`, and the text `onto` that was saved meanwhile.

    Of a text that is not there all that both wrote is open.
    """
    base = version(revisions, number(data.get("base", "")))
    return merge_of(base or Version(), typed_version(data), version(revisions, onto) or Version())


def shown(data: QueryDict, onto: int, revisions: QuerySet[Any]) -> dict[str, Any]:
    """What templates/blog/merge.html has of both texts."""
    return {
        "merge": merge_for(data, onto, revisions),
        "revision": revisions.select_related("author").filter(number=onto).first(),
        "onto": onto,
        "base": data.get("base", ""),
        "carried": carried(data),
        "intent": data.get("intent", "save"),
    }


def resolved(data: QueryDict, revisions: QuerySet[Any]) -> QueryDict:
    """A form as the page of the merge sends it: its texts are the merged ones, on their base.

    Any other form as it is.
    """
    onto = number(data.get(ONTO, ""))
    if not onto or len(data.get("body", "")) > MAX_BODY_LENGTH or version(revisions, onto) is None:
        return data
    text = merge_for(data, onto, revisions).text(data)
    changed = data.copy()
    for name, value in (("title", text.title), ("body", text.body), ("sources", text.listed())):
        changed[name] = value
    changed["base"] = str(onto)
    del changed[ONTO]
    return changed


def carried(data: QueryDict) -> list[tuple[str, str]]:
    """What goes along with the merge as it was sent."""
    return [
        (name, value)
        for name, values in data.lists()
        for value in values
        if name not in NOT_CARRIED and not name.startswith(f"{CHOICE}-")
    ]


def _shown(
    name: str,
    piece: Piece,
    say: Callable[[Sequence[Paragraph]], str],
    marked: Iterator[int],
    chosen: Iterator[int],
) -> Shown:
    base, mine, theirs = say(piece.base), say(piece.mine), say(piece.theirs)
    words = [[(0, mine)], [(0, theirs)]]
    if piece.by and next(marked) < MOST_MARKED:
        words = [three_way.words_changed(base, text) for text in (mine, theirs)]
    is_named = piece.by == "open" and next(chosen) < MOST_CHOSEN
    return Shown(piece.by, name if is_named else "", say(piece.chosen()), mine, theirs, *words)


def _line(parts: Sequence[Paragraph]) -> str:
    return parts[0].text if parts else ""


def _text(parts: Sequence[Paragraph]) -> str:
    return three_way.joined(parts).rstrip()


def _lines(parts: Sequence[Paragraph]) -> str:
    return "\n".join(part.text for part in parts)
