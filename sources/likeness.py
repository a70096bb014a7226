"""Which works of a library may be the same as another one: an offer for whoever adds or merges.

Pure functions. RapidFuzz compares the words (the normalised Indel distance,
https://rapidfuzz.github.io/RapidFuzz/); what is the same work beyond doubt, `formats.fingerprints` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from . import csl
from .formats import fingerprints, identifiers, line

# From here on two works are shown side by side: bounds between the pairs of tests/sources/test_likeness.py.
LIKELY = 0.8
LIKELY_TITLE = 0.7
# From here on a typed line that names somebody, and its year if it has one, names this work and no other.
SURE = 0.96
# What the title, the people and the year count for.
_WEIGHTS = (0.6, 0.3, 0.1)
# Rare words name a handful; a library of one author's works has this many at hand.
_MAX_COMPARED = 100
# With a subtitle or without one: a little less than the same.
_MAIN_TITLE = 0.95
_SUBTITLE = re.compile(r"[:;?!]\s|\.\s|\s[–—-]\s")
_PEOPLE = ("author", "editor", "director", "interviewer", "translator")
# Where both have one and they differ, the titles may be alike as they will: "Editorial", "Introduction".
_TELLING = ("volume", "issue", "page", "number", "chapter-number")
# Out of 100.
_SAME_CONTAINER = 60


@dataclass(frozen=True, slots=True)
class _Work:
    """What is compared of an item, in letters and digits alone."""

    id: str
    title: str
    main_title: str
    surnames: tuple[str, ...]
    year: int | None
    month_and_day: tuple[Any, ...]
    telling: tuple[str, ...]
    container: str
    identifiers: frozenset[tuple[str, str]]

    @property
    def words(self) -> set[object]:
        """What a work that is alike shares one of."""
        return {*self.identifiers, *self.title.split(), *" ".join(self.surnames).split()}


class Library:
    """Works to compare with, read once for many comparisons.

    Only those are compared in full that share a number, or one of the rarer words of title and names.
    """

    def __init__(self, items: Iterable[csl.Item]) -> None:
        self._works = [_read(item) for item in items]
        self._having: dict[object, list[_Work]] = {}
        for work in self._works:
            for word in work.words:
                self._having.setdefault(word, []).append(work)

    def alike(self, item: csl.Item, limit: int = 5) -> list[tuple[str, float]]:
        """The ids of the works that may be the one `item` describes, best first, each with its likeness."""
        work = _read(item)
        pairs = ((other.id, _likeness(work, other)) for other in self._near(work) if other.id != work.id)
        likely = [(id_, score) for id_, score in pairs if score >= LIKELY]
        return sorted(likely, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def _near(self, work: _Work) -> list[_Work]:
        near: dict[str, _Work] = {}
        for having in sorted((self._having.get(word, []) for word in work.words), key=len):
            if near and len(near) + len(having) > _MAX_COMPARED:
                break
            near |= {other.id: other for other in having[:_MAX_COMPARED]}
        return list(near.values())


def alike(item: csl.Item, others: Iterable[csl.Item], limit: int = 5) -> list[tuple[str, float]]:
    """The ids of those of `others` that may be the work `item` describes, best first, each with its likeness.

    An item is CSL-JSON with an id, as `Source.item()` gives it; the one with the id of `item` is left out.
    """
    return Library(others).alike(item, limit)


def named_by(typed: str, library: Library) -> str:
    """The id of the one work of `library` that a typed line names for sure; "" where none or several are."""
    item = line.understood({"type": "document", "title": typed})
    if not csl.first_author(item):
        return ""
    found = [id_ for id_, score in library.alike(item, 2) if score >= SURE]
    return found[0] if len(found) == 1 else ""


def likeness(one: csl.Item, other: csl.Item) -> float:
    """How likely it is that two items describe one work: 0 to 1, and 0 where something tells them apart."""
    return _likeness(_read(one), _read(other))


def _read(item: csl.Item) -> _Work:
    id_ = str(item.get("id") or "")
    item = line.understood(item)
    title = csl.title(item)
    return _Work(
        id=id_,
        title=fingerprints.letters(title),
        main_title=fingerprints.letters(_SUBTITLE.split(title, maxsplit=1)[0]),
        surnames=tuple(_surnames(item)),
        year=csl.year(item),
        month_and_day=tuple(_month_and_day(item)),
        telling=tuple(fingerprints.letters(str(item.get(variable) or "")) for variable in _TELLING),
        container=fingerprints.letters(str(item.get("container-title") or "")),
        identifiers=frozenset(_identifiers(item)),
    )


def _surnames(item: csl.Item) -> list[str]:
    people = [name for role in _PEOPLE for name in item.get(role) or () if isinstance(name, Mapping)]
    return [fingerprints.letters(str(name.get("family") or name.get("literal") or "")) for name in people]


def _month_and_day(item: csl.Item) -> list[Any]:
    issued = item.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    return list(parts[0][1:]) if parts and isinstance(parts[0], list) else []


def _identifiers(item: csl.Item) -> set[tuple[str, str]]:
    """A DOI is the work's; an ISBN is its book's, whose chapters have it too."""
    variables = ("DOI",) if csl.item_type(item) == "chapter" else ("DOI", "ISBN")
    pairs = ((name, identifiers.normalised(name, str(item.get(name) or ""))) for name in variables)
    return {(name, number) for name, number in pairs if number}


def _likeness(one: _Work, other: _Work) -> float:
    if one.identifiers & other.identifiers:
        return 1.0
    title = _title_likeness(one, other)
    if title < LIKELY_TITLE or _told_apart(one, other):
        return 0.0
    # Of the two surnames that are most alike, whatever their roles.
    people = max((fuzz.ratio(a, b) / 100 for a in one.surnames for b in other.surnames), default=None)
    year = None if one.year is None or other.year is None else float(one.year == other.year)
    scores = zip(_WEIGHTS, (title, people, year), strict=True)
    known = [(weight, score) for weight, score in scores if score is not None]
    return round(sum(weight * score for weight, score in known) / sum(weight for weight, _ in known), 3)


def _title_likeness(one: _Work, other: _Work) -> float:
    """ "Russia" and "Russia: A History" are alike; two subtitles of one main title are told apart by them."""
    whole = fuzz.ratio(one.title, other.title) / 100
    both_whole = one.main_title == one.title and other.main_title == other.title
    both_split = one.main_title != one.title and other.main_title != other.title
    if both_whole or both_split:
        return whole
    return max(whole, _MAIN_TITLE * fuzz.ratio(one.main_title, other.main_title) / 100)


def _told_apart(one: _Work, other: _Work) -> bool:
    if any(a and b and a != b for a, b in zip(one.telling, other.telling, strict=True)):
        return True
    containers = one.container, other.container
    if all(containers) and fuzz.token_set_ratio(*containers) < _SAME_CONTAINER:
        return True
    days = one.month_and_day, other.month_and_day
    return all(days) and days[0][: len(days[1])] != days[1][: len(days[0])]
