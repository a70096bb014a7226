"""An essay's sources as a dictionary of names and titles. Pure functions but for a memory of look-ups."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import works
from .vocabulary import SMALL
from .words import is_cyrillic, likeness, sound, stem
from .works import Name, Work

LIKENESS = 0.8  # "Freese" is 0.83 like "Freeze"
MAX_LOOKUPS = 300  # of names like an unknown one, per text: the only step that costs more per source
MAX_ACRONYM = 16
# Works that were looked at as candidates, per text: a real essay with 200 sources needs some thousands.
MAX_CANDIDATES = 60_000


@dataclass
class Dictionary:
    """Finds works by the words of their names and titles."""

    works: tuple[Work, ...]
    by_id: dict[str, Work] = field(init=False)
    _index: dict[str, set[int]] = field(init=False)
    surnames: dict[str, set[int]] = field(init=False)
    _stems: dict[str, set[str]] = field(init=False)
    _sounds: dict[str, set[str]] = field(init=False)
    _acronyms: dict[str, set[int]] = field(init=False)
    _lookups: dict[str, Name | None] = field(init=False, default_factory=dict)
    _near_ids: dict[str, str] = field(init=False, default_factory=dict)
    _looked_at: int = field(init=False, default=0)

    def begin(self) -> None:
        """Forget what the text before cost."""
        self._looked_at = 0
        self._lookups.clear()
        self._near_ids.clear()

    def __post_init__(self) -> None:
        self.by_id = {work.id: work for work in self.works}
        self._index, self.surnames = defaultdict(set), defaultdict(set)
        self._stems, self._sounds, self._acronyms = defaultdict(set), defaultdict(set), defaultdict(set)
        for number, work in enumerate(self.works):
            for word in work.vocabulary:
                self._index[word].add(number)
            for name in work.names:
                self._enter_name(number, name)

    def _enter_name(self, number: int, name: Name) -> None:
        if name.is_organisation:
            letters = name.initials[:MAX_ACRONYM]
            for start in range(len(letters) - 1):
                for end in range(start + 2, len(letters) + 1):
                    self._acronyms[letters[start:end]].add(number)
            return
        for word in name.core:
            if len(word) > 1:
                self.surnames[word].add(number)
                self._sounds[sound(word)].add(word)
                self._stems[stem(word)].add(word)

    def spelled(self, word: str, *, inflected: bool) -> str:
        """`word` as the sources spell it: in their script, and `inflected` without a case ending."""
        if word in self._index or len(word) < 4:
            return word
        forms = self._stems.get(word, set()) | self._stems.get(stem(word), set()) if inflected else set()
        if not forms:
            # Sounds compare across scripts only: in one script they would make different names the same.
            sounds = {sound(word), sound(stem(word))} if inflected else {sound(word)}
            forms = {
                form for key in sounds for form in self._sounds.get(key, ()) if _scripts_differ(form, word)
            }
        return min(forms) if forms else word

    def candidates(self, words: Sequence[str]) -> list[Work]:
        """The works in whose vocabulary, or initials, all of `words` are; none once a text has asked for more
        than any essay does."""
        if self._looked_at >= MAX_CANDIDATES:
            return []
        found: set[int] | None = None
        telling = [word for word in words if word not in SMALL and (len(word) > 1 or word.isdigit())]
        for word in telling or words:
            having = self._index.get(word, set()) | self._acronyms.get(word, set())
            found = having if found is None else found & having
            if not found:
                return []
        self._looked_at += len(found or ())
        return [self.works[number] for number in sorted(found or ())]

    def ids_with(self, word: str) -> Iterable[str]:
        """The ids of the works that have `word` in a name or title."""
        return (self.works[number].id for number in self._index.get(word, ()))

    def nearest_name(self, word: str) -> Name | None:
        """The author or editor whose surname is most like `word`, if it is like it by LIKENESS or more."""
        if word not in self._lookups:
            if len(word) < 4 or len(self._lookups) >= MAX_LOOKUPS:
                return None
            self._lookups[word] = self._nearest(word)
        return self._lookups[word]

    def _nearest(self, word: str) -> Name | None:
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(word)
        best, nearest = LIKENESS, None
        for surname, numbers in self.surnames.items():
            if abs(len(surname) - len(word)) > 3 or surname == word:
                continue
            matcher.set_seq1(surname)
            if like := likeness(matcher, best):
                best = like
                work = self.works[min(numbers)]
                nearest = next(name for name in work.names if surname in name.core)
        return nearest

    def nearest_id(self, id_: str) -> str:
        """The id that is most like `id_`, "" when none is like it."""
        if id_ not in self._near_ids:
            if len(self._near_ids) >= MAX_LOOKUPS:
                return ""
            near = difflib.get_close_matches(id_, self.by_id, n=1, cutoff=LIKENESS)
            self._near_ids[id_] = next(iter(near), "")
        return self._near_ids[id_]

    def works_named(self, name: Name) -> tuple[Work, ...]:
        return tuple(work for work in self.works if any(n.core == name.core for n in work.names))


def _scripts_differ(one: str, other: str) -> bool:
    return is_cyrillic(one) != is_cyrillic(other)


def make(items: Iterable[Any], aliases: Mapping[str, Sequence[str]] | None = None) -> Dictionary:
    """The dictionary of CSL-JSON `items`; `aliases` adds names by which a source (by id) is cited.

    What is not an object is passed over; an item without an id is numbered.
    """
    made: list[Work] = []
    seen: set[str] = set()
    for number, item in enumerate(items, start=1):
        if isinstance(item, Mapping):
            id_ = str(item.get("id") if item.get("id") not in (None, "") else number)
            if id_ not in seen:
                seen.add(id_)
                made.append(works.read(id_, item, (aliases or {}).get(id_, ())))
    return Dictionary(tuple(made))
