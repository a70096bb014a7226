"""Passages as the W3C Web Annotation Data Model selects them: made, and found again. Pure functions.

https://www.w3.org/TR/annotation-model/#text-quote-selector and #text-position-selector
"""

from __future__ import annotations

from typing import NamedTuple

from rapidfuzz import fuzz

from ..models.passage import CONTEXT_LENGTH
from .likeness import TELLING, Likeness, alike

# How alike the words before, or behind, must be to tell where a few words belong, of 100: a corrected slip in
# 32 characters costs 6.
SAME_CONTEXT = 80
# Of words that stand in more places, the nearest to where they stood are looked at.
MOST_PLACES = 200


class Place(NamedTuple):
    start: int
    end: int


class Sought(NamedTuple):
    """A passage: the words chosen, up to 32 characters before and behind, and where they last stood.

    `found` is what stood there, where that was not `exact`.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    found: str = ""


def select(text: str, place: Place) -> Sought:
    """The passage at `place` of `text`."""
    start, end = place
    prefix, suffix = _context(text, start, end)
    return Sought(text[start:end], prefix, suffix, start)


def find(essay: Likeness, sought: Sought) -> Place | None:
    """Where the passage stands in an essay, None where it does not. For any input; never raises.

    As it was chosen, or as it was last found; else the words most like those, where they are like enough.
    """
    for words in filter(None, (sought.exact, sought.found)):
        if place := _word_for_word(essay.text, words, sought):
            return place
    for words in filter(None, (sought.found, sought.exact)):
        close = alike(essay, words, sought.prefix, sought.suffix)
        if close and _is_told(essay.text, Place(*close), words, sought):
            return Place(*close)
    return None


def _word_for_word(text: str, words: str, sought: Sought) -> Place | None:
    if sought.start is not None and text.startswith(words, sought.start):
        here = Place(sought.start, sought.start + len(words))
        if _context(text, *here) == (sought.prefix, sought.suffix):
            return here
    best = nearest(text, words, sought)
    return best if best and _is_told(text, best, words, sought) else None


def nearest(text: str, words: str, sought: Sought) -> Place | None:
    """Of the places that have these words the one in the same context; of several, the nearest."""
    near = sought.start or 0
    # Where a sentence repeats itself, its beginnings are enough; the words around it may overlap.
    step = 1 if len(words) < TELLING else len(words)
    whole = _occurrences(text, f"{sought.prefix}{words}{sought.suffix}", step)
    starts = [start + len(sought.prefix) for start in whole] or _occurrences(text, words, step)
    starts.sort(key=lambda start: abs(start - near))
    places = [Place(start, start + len(words)) for start in starts[:MOST_PLACES]]
    return max(places, key=lambda place: sum(_same_context(text, place, sought)), default=None)


def _is_told(text: str, place: Place, words: str, sought: Sought) -> bool:
    """Whether the words, or what stands on one side of them, leave no doubt."""
    return len(words) >= TELLING or max(_same_context(text, place, sought)) >= SAME_CONTEXT


def _occurrences(text: str, words: str, step: int) -> list[int]:
    starts = []
    start = text.find(words)
    while start >= 0:
        starts.append(start)
        start = text.find(words, start + step)
    return starts


def _same_context(text: str, place: Place, sought: Sought) -> tuple[float, float]:
    """How alike what stands before and behind is to what did, each of 100."""
    prefix, suffix = _context(text, *place)
    return fuzz.ratio(prefix, sought.prefix), fuzz.ratio(suffix, sought.suffix)


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    return text[max(0, start - CONTEXT_LENGTH) : start], text[end : end + CONTEXT_LENGTH]
