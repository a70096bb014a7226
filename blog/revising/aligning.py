"""Which parts of one sequence stand in another. Pure; bounded in time and memory for any input.

The longest common subsequence, by rapidfuzz, in 64 cells of the table at a time. Things of any kind are
compared as characters, one for each kind: that is what the library is fast at.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from .prose import Block

# The table of two sequences has a bit for each pair: 50 MB, and a twentieth of a second.
MAX_CELLS = 400_000_000
# So many paragraphs are compared with each other to see which became which: 200 on either side.
MAX_PAIRS = 40_000
# Less than this in common, and a paragraph was not revised but replaced.
LEAST_ALIKE = 0.4
# A table's cells keep their column: the second one stays the second, whatever it says.
_CELLS, _PLACE = frozenset({"td", "th"}), 0.01
# UTF-16's halves of characters are none.
_FIRST_HALF, _HALVES = 0xD800, 0x800


class Letters:
    """A character for each thing that is not equal to another one."""

    def __init__(self) -> None:
        self._known: dict[Hashable, str] = {}

    def spell(self, things: Iterable[Hashable]) -> str:
        return "".join(self._letter(thing) for thing in things)

    def _letter(self, thing: Hashable) -> str:
        letter = self._known.get(thing)
        if letter is None:
            number = len(self._known) + 1
            letter = chr(number if number < _FIRST_HALF else number + _HALVES)
            self._known[thing] = letter
        return letter


class Stretch(NamedTuple):
    """`old[a:b]` became `new[c:d]`; `same` where they are equal."""

    same: bool
    a: int
    b: int
    c: int
    d: int


def stretches(old: str, new: str) -> list[Stretch]:
    """The two texts from end to end, by turns the same and changed."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    a, b, c, d = start, len(old) - end, start, len(new) - end
    found = [Stretch(True, 0, start, 0, start)]
    if (b - a) * (d - c) > MAX_CELLS:
        found.append(Stretch(False, a, b, c, d))
    else:
        found += [
            Stretch(
                op.tag == "equal",
                a + op.src_start,
                a + op.src_end,
                c + op.dest_start,
                c + op.dest_end,
            )
            for op in Indel.opcodes(old[a:b], new[c:d])
        ]
    found.append(Stretch(True, b, len(old), d, len(new)))
    return joined(found)


def joined(found: Iterable[Stretch]) -> list[Stretch]:
    """The same, without empty ones and with neighbours of one kind as one."""
    done: list[Stretch] = []
    for one in found:
        if one.a == one.b and one.c == one.d:
            continue
        if done and done[-1].same == one.same:
            last = done.pop()
            one = Stretch(one.same, last.a, one.b, last.c, one.d)
        done.append(one)
    return done


def _common(one: str, other: str) -> int:
    """How many characters they have in common at the start."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def pairs(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
    """Which of the old blocks became which of the new ones, in order: those that are most alike.

    None at all where there are too many to ask.
    """
    if not old or not new or len(old) * len(new) > MAX_PAIRS:
        return []
    letters = Letters()
    said = [letters.spell(block.words()) for block in old], [letters.spell(block.words()) for block in new]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[0.0] * len(new) for _ in old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            alike[i][j] = likeness(old[i], new[j], said[0][i], said[1][j])
            taken = alike[i][j] + best[i + 1][j + 1] if alike[i][j] else 0.0
            best[i][j] = max(taken, best[i + 1][j], best[i][j + 1])
    return _way(best, alike)


def _way(best: list[list[float]], alike: list[list[float]]) -> list[tuple[int, int]]:
    found, i, j = [], 0, 0
    while i < len(alike) and j < len(alike[0]):
        if alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def likeness(old: Block, new: Block, old_words: str, new_words: str) -> float:
    """From 0 to 1; 0 too where one cannot have become the other."""
    if old.tag != new.tag:
        return 0.0
    if old.tag in _CELLS:
        return max(_alike(old_words, new_words), _PLACE)
    return _alike(old_words, new_words)


def _alike(old_words: str, new_words: str) -> float:
    if not old_words and not new_words:
        return 1.0
    if not old_words or not new_words:
        return 0.0
    shorter = min(len(old_words), len(new_words))
    common = LCSseq.similarity(old_words, new_words, score_cutoff=int(shorter * LEAST_ALIKE))
    # A paragraph that was cut in half is still itself: by the shorter one, and a little by the longer.
    share = common / shorter
    whole = 2 * common / (len(old_words) + len(new_words))
    return (share + whole) / 2 if share >= LEAST_ALIKE and whole >= LEAST_ALIKE / 2 else 0.0
