"""Points that an answer seems to make, with the words that speak for it. Suggestions, never a mark. Pure.

A phrase that the scheme accepts is found where all its telling words stand close together in one sentence,
in any order. Without such a phrase, a point's own text (or an alternative) is, where one sentence has half of
its telling words and at least two. Nothing else is known: "not a wise leader" is suggested like "a wise
leader", which is why a person ticks. The cost is bounded by the limits below.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from .scheme import Point, Scheme
from .words import EXAMINERS, Lexicon, Likeness, Word, telling, words_of

MAX_ANSWER = 20_000  # characters that are read
MAX_SOUGHT = 2_000  # distinct words of a scheme that are compared; what comes after is left
MAX_PLACES = 100  # of one word in the answer, the first ones
MAX_COMPARED = 200_000  # places that all phrases together look at; ten times what a long answer needs
SLACK = 6  # words that may stand between those of a phrase
LONGEST_SPAN = 40  # words of a sentence that speak for a text together
LEAST_SHARE = 0.5  # of a text's telling words


@dataclass(frozen=True, slots=True)
class Match:
    """`found`, which stands at `start` to `end` of the answer, answers to `sought` of the scheme."""

    start: int
    end: int
    found: str
    sought: str
    like: Likeness


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`answer[start:end]` is `quote`, and speaks for the point with the key `point`, for the reason `why`."""

    point: str
    start: int
    end: int
    quote: str
    why: str
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of the answer, by its number, that answers to word `part` of a phrase."""

    at: int
    part: int
    like: Likeness


def suggest(scheme: Scheme, answer: str) -> list[Suggestion]:
    """At most one suggestion for each point of `scheme`, in its order.

    Offsets count the code points of `answer`, of which the first 20,000 are read. Raises nothing.
    """
    reader = _Reader(answer[:MAX_ANSWER], known=_vocabulary(scheme))
    found = (reader.of_point(point) for point in scheme.points)
    return [suggestion for suggestion in found if suggestion]


class _Reader:
    """An answer that is compared with phrase after phrase."""

    def __init__(self, answer: str, known: Collection[str]) -> None:
        self.answer = answer
        self.words = list(words_of(answer))
        self.lexicon = Lexicon((word.plain for word in self.words), known)
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            self.places[word.plain].append(number)
        self.sought: set[str] = set()
        self.compared = 0

    def of_point(self, point: Point) -> Suggestion | None:
        for phrase in point.accepts:
            words = _distinct(telling(words_of(phrase)))
            if hits := self._closest(words, len(words), len(words) + SLACK):
                return self._suggestion(point, phrase, words, hits, whole=True)
        for text in (point.text, *point.alternatives):
            words = _distinct(word for word in telling(words_of(text)) if word.plain not in EXAMINERS)
            needed = max(2, ceil(len(words) * LEAST_SHARE))
            if hits := self._closest(words, needed, LONGEST_SPAN):
                return self._suggestion(point, text, words, hits, whole=False)
        return None

    def _closest(self, words: Sequence[Word], needed: int, span: int) -> list[Hit]:
        """The hits of the window that has most of `words`, at least `needed`; then the closest, the first.

        A window lies in one sentence and is at most `span` words long.
        """
        hits = self._hits(words)
        if len({hit.part for hit in hits}) < needed:
            return []
        best: list[Hit] = []
        best_key = (0, 0)
        first = 0
        counts: defaultdict[int, int] = defaultdict(int)
        for last, hit in enumerate(hits):
            counts[hit.part] += 1
            while not self._together(hits[first], hit, span) or counts[hits[first].part] > 1:
                counts[hits[first].part] -= 1
                if not counts[hits[first].part]:
                    del counts[hits[first].part]
                first += 1
            key = (len(counts), hits[first].at - hit.at)
            if len(counts) >= needed and key > best_key:
                best, best_key = hits[first : last + 1], key
        return _one_each(best)

    def _together(self, first: Hit, last: Hit, span: int) -> bool:
        one, other = self.words[first.at], self.words[last.at]
        return one.sentence == other.sentence and last.at - first.at < span

    def _hits(self, words: Sequence[Word]) -> list[Hit]:
        """Where words of the answer answer to `words`, in the answer's order; each place for one of them."""
        at: dict[int, Hit] = {}
        if self.compared > MAX_COMPARED:
            return []
        for part, word in enumerate(words):
            if word.plain not in self.sought and len(self.sought) >= MAX_SOUGHT:
                continue
            self.sought.add(word.plain)
            for plain, like in self.lexicon.like(word.plain).items():
                for place in self.places[plain][:MAX_PLACES]:
                    if place not in at or like.rank < at[place].like.rank:
                        at[place] = Hit(place, part, like)
        self.compared += len(at)
        return [at[place] for place in sorted(at)]

    def _suggestion(
        self, point: Point, phrase: str, words: Sequence[Word], hits: Sequence[Hit], whole: bool
    ) -> Suggestion:
        start, end = self.words[hits[0].at].start, self.words[hits[-1].at].end
        matches = tuple(self._match(phrase, words[hit.part], hit) for hit in hits)
        share = f"“{phrase}”" if whole else f"{len(hits)} of {len(words)} telling words of “{phrase}”"
        how = "; ".join(_how(match) for match in matches)
        why = f"{'Has' if whole else 'One sentence has'} {share}: {how}."
        return Suggestion(point.key, start, end, self.answer[start:end], why, matches)

    def _match(self, phrase: str, word: Word, hit: Hit) -> Match:
        found = self.words[hit.at]
        return Match(
            found.start,
            found.end,
            self.answer[found.start : found.end],
            phrase[word.start : word.end],
            hit.like,
        )


def _vocabulary(scheme: Scheme) -> frozenset[str]:
    """All words of a scheme."""
    texts = (text for point in scheme.points for text in (point.text, *point.alternatives, *point.accepts))
    return frozenset(word.plain for text in texts for word in words_of(text))


def _distinct(words: Iterable[Word]) -> list[Word]:
    return list({word.plain: word for word in words}.values())


def _one_each(hits: Sequence[Hit]) -> list[Hit]:
    """The likest hit of each word, in the answer's order."""
    likest: dict[int, Hit] = {}
    for hit in hits:
        if hit.part not in likest or hit.like.rank < likest[hit.part].like.rank:
            likest[hit.part] = hit
    return sorted(likest.values(), key=lambda hit: hit.at)


def _how(match: Match) -> str:
    if match.like.how == "same":
        return f"“{match.found}”"
    if match.like.how == "stem":
        return f"“{match.found}” has the stem of “{match.sought}”"
    slips = "one slip" if match.like.slips == 1 else "two slips"
    return f"“{match.found}” is “{match.sought}” but for {slips}"
