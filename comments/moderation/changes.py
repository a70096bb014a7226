"""What a writer changed, word by word. Pure."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

# difflib takes time with the product of both lengths: beyond this the middle counts as changed.
MOST_COMPARED = 250_000
# What shares less of its words with what stood there is read more easily apart from it.
LEAST_ALIKE = 0.5


class Piece(NamedTuple):
    """Some of the words: `kind` is "same", "gone" or "new"."""

    kind: str
    words: str


def word_changes(before: str, after: str) -> list[Piece]:
    """Both texts as one, from the first word to the last; one after the other where few words stayed."""
    old, new = _words(before), _words(after)
    start = _same(old, new)
    end = _same(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    pieces = [("same", old[:start]), *_between(middle_old, middle_new), ("same", old[len(old) - end :])]
    if not _is_alike(pieces):
        pieces = [("gone", old), ("new", new)]
    return [Piece(kind, "".join(words)) for kind, words in pieces if words]


def _words(text: str) -> list[str]:
    """Words and the blanks between them, so that joined they are the text."""
    return re.findall(r"\s+|[^\s]+", text)


def _same(old: list[str], new: list[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(old), len(new)))


def _between(old: list[str], new: list[str]) -> list[tuple[str, list[str]]]:
    if len(old) * len(new) > MOST_COMPARED:
        return [("gone", old), ("new", new)]
    found: list[tuple[str, list[str]]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", old[a:b]))
        else:
            found += [("gone", old[a:b]), ("new", new[c:d])]
    return found if _is_alike(found) else [("gone", old), ("new", new)]


def _is_alike(pieces: list[tuple[str, list[str]]]) -> bool:
    """Dice's measure, of the words without the blanks."""
    counts = {"same": 0, "gone": 0, "new": 0}
    for kind, words in pieces:
        counts[kind] += sum(not word.isspace() for word in words)
    return 2 * counts["same"] >= LEAST_ALIKE * (2 * counts["same"] + counts["gone"] + counts["new"])
