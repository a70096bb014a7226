"""Words of an answer and of a scheme, and how one answers to another. Pure.

A word is letters and digits with inner apostrophes; a possessive 's is dropped, accents and case are.
Words are the same as typed, by their stem (Snowball's English stemmer), or but for slips: a letter more, a
letter less, another letter, or two neighbours swapped. Words of 3 to 9 letters may have one slip and longer
ones two, as H5P's essay has it; words with a digit have none (1933 is no slip for 1938), and a common word of
the answer is none, nor is one that the scheme has elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

import snowballstemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

How = Literal["same", "stem", "slip"]

WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*(?:['’][^\W_]+)*")
POSSESSIVE = re.compile(r"['’]s$|['’]$")
# The look behind keeps a row of dots from being tried from each of them.
SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s|$)|\n|;|•")

ONE_SLIP_FROM, TWO_SLIPS_FROM = 3, 10
LONGEST_WORD = 40  # beyond it a word is compared as typed only

# Words that say nothing of what an answer is about.
_COMMON = """
a about after all also an and any are as at be because been before being both but by can could did do does
each either for from had has have he her him his how i if in into is it its may more most much must no nor
not of on one only or other our out over own same she should so some such than that the their them then
there these they this those through to too under up us very was we were what when where which while who
whom whose why will with would you your eg ie etc
"""
# What examiners tell each other to do; no student writes it.
_EXAMINERS = """
accept alternative answer answers award credit define defines defining describe describes describing
explain explained explaining explains give gives giving identified identifies identify identifying mark
marks mention mentioned mentioning mentions name named names naming point points reference references
referring refers say says show shows showing stating use used uses using example examples
include includes including valid reasonable relevant clear
"""
COMMON, EXAMINERS = frozenset(_COMMON.split()), frozenset(_EXAMINERS.split())


class Word(NamedTuple):
    """A word where it stands: `text[start:end]`; `sentence` counts from 0."""

    start: int
    end: int
    plain: str
    sentence: int


class Likeness(NamedTuple):
    """How a word of the answer answers to one of the scheme; `slips` is 0 but for slips."""

    how: How
    slips: int = 0

    @property
    def rank(self) -> int:
        return {"same": 0, "stem": 1, "slip": 2}[self.how]


def words_of(text: str) -> Iterator[Word]:
    """The words of `text` in order, with offsets in code points."""
    ends = [found.end() for found in SENTENCE_END.finditer(text)]
    sentence = 0
    for found in WORD.finditer(text):
        while sentence < len(ends) and ends[sentence] <= found.start():
            sentence += 1
        if plain := folded(found[0]):
            yield Word(found.start(), found.end(), plain, sentence)


def folded(word: str) -> str:
    """A word without case, accents and a possessive."""
    word = POSSESSIVE.sub("", word)
    letters = (letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
    return "".join(letters).casefold().replace("’", "'")


def telling(words: Iterable[Word]) -> list[Word]:
    """Those that say what a phrase is about; all of them where none does."""
    words = list(words)
    return [word for word in words if word.plain not in COMMON] or words


def slips_allowed(word: str) -> int:
    if len(word) < ONE_SLIP_FROM or len(word) > LONGEST_WORD or not word.isalpha():
        return 0
    return 1 if len(word) < TWO_SLIPS_FROM else 2


class Lexicon:
    """The distinct words of an answer, to be asked which of them answer to a word of the scheme.

    `known` are words that the scheme has itself: "show" of its "show trials" is no slip for its "shot".
    """

    def __init__(self, words: Iterable[str], known: Collection[str] = ()) -> None:
        # A stemmer keeps the word that it works on: one for each answer, so that threads share none.
        self._stem = cache(snowballstemmer.stemmer("english").stemWord)
        self._words = set(words)
        self._by_stem: defaultdict[str, list[str]] = defaultdict(list)
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            if len(word) <= LONGEST_WORD:
                self._by_stem[self._stem(word)].append(word)
                if word.isalpha() and word not in COMMON and word not in known:
                    self._by_length[len(word)].append(word)
        self.like = cache(self._like)

    def _like(self, sought: str) -> Mapping[str, Likeness]:
        """Which words answer to `sought`, and how."""
        found: dict[str, Likeness] = {}
        if slips := slips_allowed(sought):
            for length in range(len(sought) - slips, len(sought) + slips + 1):
                alike = process.extract(
                    sought, self._by_length[length], scorer=OSA.distance, score_cutoff=slips, limit=None
                )
                found |= {word: Likeness("slip", int(distance)) for word, distance, _ in alike}
        if len(sought) <= LONGEST_WORD:
            found |= dict.fromkeys(self._by_stem.get(self._stem(sought), ()), Likeness("stem"))
        if sought in self._words:
            found[sought] = Likeness("same")
        return found
