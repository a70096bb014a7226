"""Whether one name could be taken for another. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

# So much alike, of 1, and a reader in a hurry takes one for the other.
ALIKE = 0.8
# Cyrillic and Greek letters, and figures, that look like Latin ones.
_LOOKS = str.maketrans(
    "аеорсухікмнтвѕјԁӏοαερτυνικ013457",
    "aeopcyxikmhtbsjdloaeptuvikoleast",
)
_WORD = re.compile(r"[^\W_]+")


def is_name(text: str) -> bool:
    """There is a letter in it: what is made of signs alone nobody can call anybody."""
    return any(unicodedata.category(letter).startswith("L") for letter in text)


def resembles(name: str, other: str) -> bool:
    """`name` could be taken for `other`: nearly its letters, or all of its words among more."""
    mine, theirs = _words(name), _words(other)
    if not (mine and theirs):
        return False
    if set(theirs) <= set(mine) or set(mine) <= set(theirs):
        return True
    return SequenceMatcher(None, "".join(mine), "".join(theirs)).ratio() >= ALIKE


def _words(name: str) -> list[str]:
    """As they look: without accents and capitals, in one alphabet."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_LOOKS)
    return _WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))
