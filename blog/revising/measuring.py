"""How much two texts of an essay differ. Pure; bounded in time for texts of any length."""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from .aligning import Letters, stretches
from .prose import outer_blocks, words_of

# What stands between paragraphs, or is none.
_NO_PARAGRAPH = re.compile("<(?:h[2-6]|hr|section)")


class Size(NamedTuple):
    """Words put in and taken out."""

    added: int
    removed: int


def changed_characters(old: str, new: str, *, most: int) -> int:
    """How many characters were put in, taken out or changed: `most` + 1 where there are more."""
    return Levenshtein.distance(old, new, score_cutoff=most)


def size(old_html: str, new_html: str) -> Size:
    """By how many words two essays differ, as drawn."""
    letters = Letters()
    changed = [
        one
        for one in stretches(letters.spell(words_of(old_html)), letters.spell(words_of(new_html)))
        if not one.same
    ]
    return Size(sum(one.d - one.c for one in changed), sum(one.b - one.a for one in changed))


def revised_paragraphs(old_html: str, new_html: str) -> list[int]:
    """Which paragraphs of the new text, from 1, differ from the old one: revised or put in.

    A list, a quotation, a table and a figure count as one each, headings not. A note belongs to no
    paragraph, nor does what was taken out.
    """
    letters = Letters()
    old, new = (letters.spell(_paragraphs(html)) for html in (old_html, new_html))
    return [n + 1 for one in stretches(old, new) if not one.same for n in range(one.c, one.d)]


def _paragraphs(body_html: str) -> list[str]:
    return [block for block in outer_blocks(body_html) if not _NO_PARAGRAPH.match(block)]
