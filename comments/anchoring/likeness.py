"""Words of a text that are most like given ones: where a passage went whose words were changed. Pure.

Looking at every place with rapidfuzz costs the product of both lengths, seconds for a long quote in a long
essay. So places are proposed first, by the words that text and quote share, each of which says where the
quote would begin; rapidfuzz aligns and judges the few best.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cached_property
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

# So many characters stand in one place of an essay only. Shorter words are anywhere: they are the passage
# where the words around them are.
TELLING = 32
# Of 100, by rapidfuzz's ratio (twice the characters in common over all). Of the sentences and paragraphs of
# our essays, half have nothing more alike elsewhere than 43, none more than 65 ("The other answer is that
# children could be enlisted", "One answer is that children could be shown"). A few words are alike by chance
# sooner.
ALIKE = 70
ALIKE_IF_SHORT = 80
# Words that stand more often say nothing about the place, and cost the most.
COMMON = 40
CANDIDATES = 3
# By how many words the ends are moved to fit better.
REACH = 3
_WORD = re.compile(r"\w+")


class Likeness:
    """A text that is searched for several quotes: its words are looked up once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def words(self) -> list[tuple[int, int]]:
        return [match.span() for match in _WORD.finditer(self.text)]

    @cached_property
    def folded(self) -> list[str]:
        return [self.text[start:end].casefold() for start, end in self.words]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self.folded):
            places[word].append(place)
        return places


class _Span(NamedTuple):
    """Words of a text, and whether its ends are known by the words beside them."""

    first: int
    last: int
    has_begin: bool = False
    has_stop: bool = False


def alike(essay: Likeness, quote: str, prefix: str = "", suffix: str = "") -> tuple[int, int] | None:
    """The range of the essay's text that is most like `quote`, where it is like enough."""
    before, words, behind = (_folded(part) for part in (prefix, quote, suffix))
    if not words:
        return None
    needle = [*before, *words, *behind]
    best: tuple[float, int, int] = (0, 0, 0)
    for first in _proposed(essay, needle):
        span = _aligned(essay, needle, first, len(before), len(before) + len(words))
        if span:
            best = max(best, _fitted(essay, quote, span))
    score, start, end = best
    return (start, end) if score >= (ALIKE if len(quote) >= TELLING else ALIKE_IF_SHORT) else None


def _folded(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _proposed(essay: Likeness, needle: list[str]) -> list[int]:
    """The words of the text at which the needle may begin, best first: those that most of its words say."""
    votes: Counter[int] = Counter()
    for index, word in enumerate(needle):
        places = essay.places.get(word, ())
        if len(places) <= COMMON:
            for place in places:
                votes[place - index] += 1
    # What was put in or taken out moves the rest of the quote: votes near each other are for one place.
    span = _slack(needle)
    together: Counter[int] = Counter()
    for start, count in votes.items():
        together[start // span] += count
        together[start // span + 1] += count
    return [block * span - span // 2 for block, _ in together.most_common(CANDIDATES)]


def _slack(needle: list[str]) -> int:
    return max(8, len(needle) // 4)


def _aligned(essay: Likeness, needle: list[str], first: int, start: int, end: int) -> _Span | None:
    """What words `start` to `end` of the needle became, about where the needle may begin."""
    slack = 2 * _slack(needle)
    left = max(0, first - slack)
    window = essay.folded[left : max(0, first + len(needle) + slack)]
    if not window:
        return None
    # The word of the text that each of the needle became; `same` has those that stayed.
    became: dict[int, int] = {}
    same: dict[int, int] = {}
    for code in Levenshtein.opcodes(needle, window):
        if code.tag in ("equal", "replace"):
            indices = range(code.src_start, code.src_end)
            pairs = dict(zip(indices, range(left + code.dest_start, left + code.dest_end), strict=False))
            became |= pairs
            same |= pairs if code.tag == "equal" else {}
    inside = [became[index] for index in range(start, end) if index in became]
    kept = [index for index in range(start, end) if index in same]
    if not kept:
        return _Span(inside[0], inside[-1] + 1) if inside else None
    # Beside the same word as before an end is where it was, if what lies between is no longer than what went.
    begin = same.get(start - 1, -1) + 1 if start else 0
    stop = same.get(end, 0) if end < len(needle) else len(essay.words)
    has_begin = (begin > 0 or not start) and 0 <= same[kept[0]] - begin <= kept[0] - start + REACH
    has_stop = 0 <= stop - same[kept[-1]] - 1 <= end - kept[-1] - 1 + REACH
    return _Span(begin if has_begin else inside[0], stop if has_stop else inside[-1] + 1, has_begin, has_stop)


def _fitted(essay: Likeness, quote: str, span: _Span) -> tuple[float, int, int]:
    """How alike the words of `span` are, with the ends that are not known moved to where that is most."""
    first, last, has_begin, has_stop = span
    for _ in range(2):
        if not has_begin:
            starts = range(max(0, first - REACH), min(last, first + REACH + 1))
            first = max(starts, key=lambda start: _score(essay, quote, start, last)[0])
        if not has_stop:
            ends = range(max(first + 1, last - REACH), min(len(essay.words), last + REACH) + 1)
            last = max(ends, key=lambda end: _score(essay, quote, first, end)[0])
    return _score(essay, quote, first, last)


def _score(essay: Likeness, quote: str, first: int, last: int) -> tuple[float, int, int]:
    start, end = essay.words[first][0], essay.words[last - 1][1]
    text = essay.text
    # The signs around the words belong to them where they do in the quote.
    if not quote[0].isalnum():
        while start and not text[start - 1].isalnum() and text[start - 1] != " ":
            start -= 1
    if not quote[-1].isalnum():
        while end < len(text) and not text[end].isalnum() and text[end] != " ":
            end += 1
    return fuzz.ratio(quote, text[start:end]), start, end
