"""Sources that the sentence names: "Freeze (2009)", "Freeze argues … (347)". Pure functions."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from . import covering
from .dictionary import Dictionary
from .locators import Tail
from .places import WINDOW
from .text import Essay
from .vocabulary import CONNECTORS, PARTICLES, SMALL
from .words import Word, key, words
from .works import EDITOR, LATER_AUTHOR, Work

MAX_WORDS = 10

_NO_NAMES = (CONNECTORS | SMALL) - PARTICLES
_CAPITAL = re.compile(r"(?<![^\W\d_])[^\W\d_a-zа-яё][^\W\d_]+")
_BETWEEN = re.compile(r"[\s.,&*_’'‘“”\"«»/-]*$")


@dataclass(frozen=True, slots=True)
class NameBefore:
    start: int
    works: tuple[Work, ...]
    conflict: bool = False
    suggestion: str = ""


class Mentions:
    """Every place where the essay names the author (or, where there is none, the editor) of a source."""

    def __init__(self, essay: Essay, dictionary: Dictionary) -> None:
        self._starts: list[int] = []
        self._works: list[tuple[Work, ...]] = []
        principal: dict[str, tuple[Work, ...]] = {}
        for surname, numbers in dictionary.surnames.items():
            works = tuple(dictionary.works[number] for number in sorted(numbers))
            if mine := tuple(work for work in works if _is_principal(work, surname)):
                principal[surname] = mine
        if not principal:
            return
        for match in _CAPITAL.finditer(essay.plain, 0, essay.end):
            word = key(match.group())
            if found := principal.get(word) or principal.get(dictionary.spelled(word, inflected=True)):
                self._starts.append(match.start())
                self._works.append(found)

    def last_between(self, start: int, end: int) -> tuple[Work, ...]:
        """The works of the name that stands last in `text[start:end]`; of a namesake there are several."""
        place = bisect_left(self._starts, end) - 1
        return self._works[place] if place >= 0 and self._starts[place] >= start else ()


def _is_principal(work: Work, surname: str) -> bool:
    roles = [name.role for name in work.names if surname in name.core]
    authored = any(name.role >= LATER_AUTHOR for name in work.names)
    return bool(roles) and max(roles) >= (LATER_AUTHOR if authored else EDITOR)


def name_before(essay: Essay, dictionary: Dictionary, position: int, tail: Tail) -> NameBefore | None:
    """The source whose author stands right before the bracket at `position`: "Tucker’s (1979)".

    With a year, the title may stand between them: "Kotkin’s *Magnetic Mountain* (1995)".
    """
    start = max(0, position - WINDOW)
    before = words(essay.plain, start, position)
    while before and before[0].start == start and start and essay.plain[start - 1].isalnum():
        before.pop(0)
    if not before or not _BETWEEN.match(
        essay.plain[before[-1].end : position].removeprefix("’s").removeprefix("'s")
    ):
        return None
    run = _run(essay.plain, before)
    while run and run[0].key in _NO_NAMES and not run[0].is_acronym:
        run.pop(0)
    for first in range(len(run)):
        part = run[first:]
        # Two particles at most stand before a surname: "van der Linden".
        if not any(word.is_capital for word in part[:3]) or part[0].key in CONNECTORS:
            continue
        found = covering.match(dictionary, part, tail, quoted=True, narrative=True)
        if found and not _is_far(found.works[0], part, tail, dictionary):
            if found.conflict and found.score < covering.CLEAR_CONFLICT:
                return None
            if tail.years or tail.locator:
                return NameBefore(part[0].start, found.works, found.conflict)
    return _misspelled(dictionary, run, tail)


def _run(plain: str, before: list[Word]) -> list[Word]:
    """The words that end `before` with nothing but name punctuation between them."""
    run = [before[-1]]
    for word in reversed(before[:-1]):
        between = plain[word.end : run[0].start]
        if len(run) >= MAX_WORDS or not _BETWEEN.match(between.replace("’s", "").replace("'s", "")):
            break
        # A sentence ends between them, and no initial.
        if "." in between and len(word.text) > 2 and word.key not in CONNECTORS:
            break
        run.insert(0, word)
    return run


def _is_far(work: Work, part: list[Word], tail: Tail, dictionary: Dictionary) -> bool:
    """A page wants the surname right before it; only a year lets a title stand between."""
    last = dictionary.spelled(
        next((w.key for w in reversed(part) if w.key not in CONNECTORS), ""), inflected=True
    )
    people = {word for name in work.names for word in (*name.core, *name.given)}
    if last in people or part[-1].is_acronym:
        return False
    return not (tail.years and not work.years.isdisjoint(tail.years))


def _misspelled(dictionary: Dictionary, run: list[Word], tail: Tail) -> NameBefore | None:
    """A name like an author's before that author's year: "Freese (2009)"."""
    if not run or not run[-1].is_capital or not tail.years:
        return None
    nearest = dictionary.nearest_name(run[-1].key)
    if nearest and any(not work.years.isdisjoint(tail.years) for work in dictionary.works_named(nearest)):
        return NameBefore(run[-1].start, (), suggestion=nearest.written)
    return None
