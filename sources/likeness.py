"""Which works of a library may be the same as another one: an offer for whoever adds or merges.

Pure functions. RapidFuzz compares the words (the normalised Indel distance,
https://rapidfuzz.github.io/RapidFuzz/); what is the same work beyond doubt, `formats.fingerprints` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from rapidfuzz import fuzz, process

from . import csl
from .formats import fingerprints, identifiers, line

# From here on two works are shown side by side: bounds between the pairs of tests/sources/test_likeness.py.
LIKELY = 0.8
LIKELY_TITLE = 0.7
# What the title, the people and the year count for.
_WEIGHTS = (0.6, 0.3, 0.1)
# Out of 100: a first look at the titles, which leaves out what need not be compared in full.
_FIRST_LOOK = 70
_MAX_COMPARED = 300
# With a subtitle or without one: a little less than the same.
_MAIN_TITLE = 0.95
_SUBTITLE = re.compile(r"[:;?!]\s|\.\s|\s[–—-]\s")
_PEOPLE = ("author", "editor", "director", "interviewer", "translator")
# Where both have one and they differ, the titles may be alike as they will: "Editorial", "Introduction".
_TELLING = ("volume", "issue", "page", "number", "chapter-number")
_SAME_CONTAINER = 60


class Library:
    """Works to compare with, read once for many comparisons."""

    def __init__(self, items: Iterable[csl.Item]) -> None:
        self._items = list(items)
        self._titles = [fingerprints.letters(csl.title(item)) for item in self._items]
        self._identified: dict[tuple[str, str], list[int]] = {}
        for place, one in enumerate(self._items):
            for identifier in _identifiers(one):
                self._identified.setdefault(identifier, []).append(place)

    def alike(self, item: csl.Item, limit: int = 5) -> list[tuple[str, float]]:
        """The ids of the works that may be the one `item` describes, best first, each with its likeness."""
        item = _taken_apart(item)
        found = process.extract(
            fingerprints.letters(csl.title(item)),
            self._titles,
            scorer=fuzz.token_set_ratio,
            score_cutoff=_FIRST_LOOK,
            limit=_MAX_COMPARED,
        )
        places = {place for _, _, place in found}
        places.update(*(self._identified.get(identifier, ()) for identifier in _identifiers(item)))
        own = item.get("id")
        pairs = ((self._items[place], likeness(item, self._items[place])) for place in places)
        likely = [
            (str(other["id"]), score) for other, score in pairs if score >= LIKELY and other["id"] != own
        ]
        return sorted(likely, key=lambda pair: (-pair[1], pair[0]))[:limit]


def alike(item: csl.Item, others: Iterable[csl.Item], limit: int = 5) -> list[tuple[str, float]]:
    """The ids of those of `others` that may be the work `item` describes, best first, each with its likeness.

    An item is CSL-JSON with an id, as `Source.item()` gives it; the one with the id of `item` is left out.
    """
    return Library(others).alike(item, limit)


def likeness(one: csl.Item, other: csl.Item) -> float:
    """How likely it is that two items describe one work: 0 to 1, and 0 where something tells them apart."""
    one, other = _taken_apart(one), _taken_apart(other)
    if _identifiers(one) & _identifiers(other):
        return 1.0
    if _told_apart(one, other):
        return 0.0
    title = _title_likeness(csl.title(one), csl.title(other))
    if title < LIKELY_TITLE:
        return 0.0
    scores = (title, _people_likeness(one, other), _year_likeness(one, other))
    known = [(weight, score) for weight, score in zip(_WEIGHTS, scores, strict=True) if score is not None]
    return round(sum(weight * score for weight, score in known) / sum(weight for weight, _ in known), 3)


def _taken_apart(item: csl.Item) -> csl.Item:
    """A typed line that nobody has taken apart is read, for the comparison alone."""
    if csl.item_type(item) != "document" or csl.first_author(item) or item.get("issued"):
        return item
    return {**line.parse(csl.title(item)).item, "id": item.get("id", "")}


def _title_likeness(one: str, other: str) -> float:
    whole = fuzz.ratio(fingerprints.letters(one), fingerprints.letters(other)) / 100
    mains = [fingerprints.letters(_SUBTITLE.split(title, maxsplit=1)[0]) for title in (one, other)]
    letters = [fingerprints.letters(title) for title in (one, other)]
    if mains == letters:
        return whole
    # "Russia" and "Russia: A History" are alike; two subtitles of one main title are told apart by them.
    pairs = [(mains[0], letters[1]), (letters[0], mains[1])]
    pairs += [(mains[0], mains[1])] if mains[0] == letters[0] or mains[1] == letters[1] else []
    return max(whole, *(_MAIN_TITLE * fuzz.ratio(a, b) / 100 for a, b in pairs))


def _people_likeness(one: csl.Item, other: csl.Item) -> float | None:
    """Of the two surnames that are most alike, whatever their roles; None where either names nobody."""
    pairs = [(a, b) for a in _surnames(one) for b in _surnames(other)]
    return max((fuzz.ratio(a, b) / 100 for a, b in pairs), default=None)


def _surnames(item: csl.Item) -> list[str]:
    people = [name for role in _PEOPLE for name in item.get(role) or () if isinstance(name, Mapping)]
    return [fingerprints.letters(str(name.get("family") or name.get("literal") or "")) for name in people]


def _year_likeness(one: csl.Item, other: csl.Item) -> float | None:
    years = csl.year(one), csl.year(other)
    return None if None in years else float(years[0] == years[1])


def _identifiers(item: csl.Item) -> set[tuple[str, str]]:
    """A DOI is the work's; an ISBN is its book's, whose chapters have it too."""
    variables = ("DOI",) if csl.item_type(item) == "chapter" else ("DOI", "ISBN")
    pairs = ((name, identifiers.normalised(name, str(item.get(name) or ""))) for name in variables)
    return {(name, number) for name, number in pairs if number}


def _told_apart(one: csl.Item, other: csl.Item) -> bool:
    if any(_differs(one.get(variable), other.get(variable)) for variable in _TELLING):
        return True
    containers = [fingerprints.letters(str(item.get("container-title") or "")) for item in (one, other)]
    if all(containers) and fuzz.token_set_ratio(*containers) < _SAME_CONTAINER:
        return True
    days = [_month_and_day(item) for item in (one, other)]
    return all(days) and days[0][: len(days[1])] != days[1][: len(days[0])]


def _differs(one: Any, other: Any) -> bool:
    letters = fingerprints.letters(str(one or "")), fingerprints.letters(str(other or ""))
    return all(letters) and letters[0] != letters[1]


def _month_and_day(item: csl.Item) -> list[Any]:
    issued = item.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    return list(parts[0][1:]) if parts and isinstance(parts[0], list) else []
