"""Words as they are compared: without case, accents, possessives or script. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

# "CPSU(b)" and "ВКП(б)" are one word; an "s" after an apostrophe is a possessive and no word.
WORD = re.compile(r"[^\W\d_]{2,12}\([^\W\d_]\)|\d+|[^\W\d_]+")
APOSTROPHES = "'’ʼ‘`´"

_SPECIAL = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ʹ": "", "ʼ": ""})
_CYRILLIC = re.compile(r"[а-яѐ-џґ]")
_CYRILLIC_LETTERS = "а б в г д е ж з и к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я і є ґ"
_ROMAN_LETTERS = "a b v g d e zh z i k l m n o p r s t u f kh ts ch sh shch _ i _ e iu ia i e g"
_ROMAN = dict(zip(_CYRILLIC_LETTERS.split(), _ROMAN_LETTERS.split(), strict=True))
# Endings of surnames and nouns in the oblique cases, the longest first, with и for й as keys have it.
_CASE_ENDING = re.compile(
    r"(?:ыми|ого|ому|ами|ым|им|ом|ем|ои|ою|еи|ая|ую|ии|ыи|ых|их|ам|ах|а|у|е|ы|и|я|ю|ь)$"
)
_FOLDS = (
    (re.compile(r"(?:skii|skiy|skij|skyi|ski|sky)$"), "ski"),
    (re.compile(r"y(?=[aeou])|j(?=[aeou])|i(?=[aou])"), "i"),
    (re.compile(r"shch|šč|sch"), "shh"),
    (re.compile(r"kh|ch(?=r)"), "h"),
    (re.compile(r"(?<=[aeou])[yj]"), "i"),
    (re.compile(r"[yj]"), "i"),
    (re.compile(r"yo|io|ye|ie"), "e"),
    (re.compile(r"w"), "v"),
    (re.compile(r"(.)\1"), r"\1"),
)


@dataclass(slots=True)
class Word:
    """A word of a text: where it stands, as written, and its key for comparing."""

    start: int
    end: int
    text: str
    key: str

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_acronym(self) -> bool:
        letters = self.text.partition("(")[0]
        return len(letters) > 1 and letters.isupper()


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """`word` without case and accents: "Schlögel" is "schlogel", "CPSU(b)" is "cpsub"."""
    word = word.replace("(", "").replace(")", "")
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_SPECIAL))
    return "".join(c for c in plain if not unicodedata.combining(c))


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of `text[start:end]`, with positions in `text`; possessive endings are left out."""
    return list(_words(text, start, len(text) if end is None else end))


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    for match in WORD.finditer(text, start, end):
        word, at = match.group(), match.start()
        if word in ("s", "S") and at > start and text[at - 1] in APOSTROPHES:
            continue
        if folded := key(word):
            yield Word(at, match.end(), word, folded)


def keys(text: str) -> tuple[str, ...]:
    """The keys of the words of `text`."""
    if any(mark in text for mark in APOSTROPHES):
        return tuple(word.key for word in words(text))
    return tuple(folded for word in WORD.findall(text) if (folded := key(word)))


def shortened(text: str, most: int) -> str:
    """`text` on one line, of at most `most` characters."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def is_cyrillic(folded: str) -> bool:
    return bool(_CYRILLIC.search(folded))


def likeness(matcher: SequenceMatcher[str], least: float) -> float:
    """Ratcliff and Obershelp's measure, as difflib has it; 0 below `least`, which is mostly seen at once."""
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    found = matcher.ratio()
    return found if found >= least else 0.0


@lru_cache(maxsize=10_000)
def stem(folded: str) -> str:
    """A Cyrillic key without its case ending ("хрущева" is "хрущев"), a German one without genitive s."""
    if len(folded) < 4:
        return folded
    if is_cyrillic(folded):
        return _CASE_ENDING.sub("", folded)
    return folded[:-1] if folded.endswith("s") and len(folded) > 4 else folded


@lru_cache(maxsize=10_000)
def sound(folded: str) -> str:
    """What a name has in common in both scripts: "троцкии" and "trotsky" give the same.

    A simplification of BGN/PCGN romanisation in which the usual English spellings of one name meet.
    """
    if is_cyrillic(folded):
        folded = "".join(_ROMAN.get(letter, letter) for letter in folded).replace("_", "")
    for pattern, replacement in _FOLDS:
        folded = pattern.sub(replacement, folded)
    return folded
