"""Two texts that grew out of one, put together paragraph by paragraph.

The algorithm is diff3 (Khanna, Kunal and Pierce, "A Formal Investigation of Diff3", 2007) over paragraphs,
with the differences found by diff-match-patch. It goes further than diff3 in one thing: two changes that only
touch, in neighbouring paragraphs, are both taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from diff_match_patch import diff_match_patch

# Seconds for one comparison: after them the differences found are coarser, and as true.
PATIENCE = 1.0
WORDS_PATIENCE = 0.03
# What stands between two paragraphs: the end of a line, and at least one empty line. After the last: its end.
_GAP = re.compile(r"(\n(?:[ \t]*\n)+|\n\Z)")
_NEW_GAP = "\n\n"
# Characters that stand for paragraphs; surrogates are no characters.
_BEFORE_SURROGATES, _SURROGATES = 0xD800, 0x800


class Paragraph(NamedTuple):
    text: str
    gap: str = _NEW_GAP


class Piece(NamedTuple):
    """A part of the merged text: what all agree on, or what to choose between.

    `mine` and `theirs` are empty where that side took the paragraphs out; `base` is what both began with.
    `by` says whose change it is: "" (nobody's), "mine", "theirs", "both" (the same), "open" (to be chosen).
    """

    by: str
    base: Sequence[Paragraph]
    mine: Sequence[Paragraph]
    theirs: Sequence[Paragraph]

    def chosen(self, choice: str = "both") -> list[Paragraph]:
        """What this piece adds to the text; `choice` ("mine", "theirs", "both") where it is open."""
        if self.by == "open" and choice not in ("mine", "theirs"):
            return [*self.theirs, *self.mine]
        side = choice if self.by == "open" else self.by
        return list(self.theirs if side == "theirs" else self.mine)


class _Hunk(NamedTuple):
    """Paragraphs `start` to `end` of the base became `now`; nothing was there where both are equal."""

    start: int
    end: int
    now: tuple[Paragraph, ...]


def merge(base: str, mine: str, theirs: str) -> list[Piece]:
    """The pieces of the text that has the changes of both, in order."""
    return merge_parts(paragraphs(base), paragraphs(mine), paragraphs(theirs))


def merge_lines(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[Piece]:
    """The same for lists, such as that of an essay's sources, a line each."""
    return merge_parts(*([Paragraph(line, "\n") for line in lines] for lines in (base, mine, theirs)))


def merge_parts(
    base: Sequence[Paragraph], mine: Sequence[Paragraph], theirs: Sequence[Paragraph]
) -> list[Piece]:
    my_hunks, my_kept = _changes(base, mine)
    their_hunks, their_kept = _changes(base, theirs)
    pieces, at = [], 0
    for start, end, my_part, their_part in _groups(my_hunks, their_hunks):
        pieces += [_unchanged(base[n], mine[my_kept[n]], theirs[their_kept[n]]) for n in range(at, start)]
        pieces.append(_piece(base, start, end, my_part, their_part))
        at = end
    rest = range(at, len(base))
    return pieces + [_unchanged(base[n], mine[my_kept[n]], theirs[their_kept[n]]) for n in rest]


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a Markdown text, each with the blank lines after it; joined they are the text."""
    parts = [*_GAP.split(text), ""]
    found = [Paragraph(parts[n], parts[n + 1]) for n in range(0, len(parts) - 1, 2)]
    return found if found[-1] != ("", "") else found[:-1]


def joined(parts: Sequence[Paragraph]) -> str:
    """The text of the paragraphs, with an empty line at least between any two."""
    return "".join(
        part.text + (part.gap if n == len(parts) or part.gap.count("\n") > 1 else _NEW_GAP)
        for n, part in enumerate(parts, start=1)
    )


def words_changed(before: str, after: str) -> list[tuple[int, str]]:
    """What became of `before`: pieces that were taken out (-1), stayed (0), came in (1)."""
    comparison = _comparison(WORDS_PATIENCE)
    found = comparison.diff_main(before, after)
    comparison.diff_cleanupSemantic(found)
    return found


def _comparison(patience: float) -> diff_match_patch:
    comparison = diff_match_patch()
    comparison.Diff_Timeout = patience
    return comparison


def _changes(base: Sequence[Paragraph], now: Sequence[Paragraph]) -> tuple[list[_Hunk], dict[int, int]]:
    """The hunks that make `now` of `base`, and where what was kept of the base stands in `now`."""
    letters: dict[str, str] = {}
    spelt = ["".join(_letter(letters, part.text) for part in parts) for parts in (base, now)]
    hunks: list[_Hunk] = []
    kept: dict[int, int] = {}
    start = at = there = came = 0
    for kind, letters_of in [*_comparison(PATIENCE).diff_main(*spelt, False), (0, "")]:
        if kind < 0:
            at += len(letters_of)
        elif kind > 0:
            came += len(letters_of)
        else:
            hunks += _split(start, at, tuple(now[there : there + came]))
            there += came
            kept |= {at + n: there + n for n in range(len(letters_of))}
            at, there, came = at + len(letters_of), there + len(letters_of), 0
            start = at
    return hunks, kept


def _letter(letters: dict[str, str], text: str) -> str:
    """One character for each different paragraph, so that the comparison is one of paragraphs."""
    if text not in letters:
        number = len(letters) + 1
        letters[text] = chr(number if number < _BEFORE_SURROGATES else number + _SURROGATES)
    return letters[text]


def _split(start: int, end: int, now: tuple[Paragraph, ...]) -> list[_Hunk]:
    """As many paragraphs as before are each their own change."""
    if start == end and not now:
        return []
    if end - start == len(now):
        return [_Hunk(start + n, start + n + 1, (part,)) for n, part in enumerate(now)]
    return [_Hunk(start, end, now)]


def _groups(
    mine: Sequence[_Hunk], theirs: Sequence[_Hunk]
) -> Iterator[tuple[int, int, list[_Hunk], list[_Hunk]]]:
    """Changes of both that overlap in the base, together; all others alone; in the order of the base."""
    waiting = sorted(
        [(hunk, 0) for hunk in mine] + [(hunk, 1) for hunk in theirs], key=lambda one: one[0][:2]
    )
    group: tuple[list[_Hunk], list[_Hunk]] = ([], [])
    start, end = -1, -1
    for hunk, side in waiting:
        if hunk.start < end or hunk[:2] == (start, end):
            end = max(end, hunk.end)
        else:
            if end >= 0:
                yield start, end, *group
            start, end, group = hunk.start, hunk.end, ([], [])
        group[side].append(hunk)
    if end >= 0:
        yield start, end, *group


def _piece(
    base: Sequence[Paragraph], start: int, end: int, my_hunks: Sequence[_Hunk], their_hunks: Sequence[_Hunk]
) -> Piece:
    was = list(base[start:end])
    mine, theirs = _applied(base, start, end, my_hunks), _applied(base, start, end, their_hunks)
    if not my_hunks:
        return Piece("theirs", was, was, theirs)
    if not their_hunks:
        return Piece("mine", was, mine, was)
    same = [part.text for part in mine] == [part.text for part in theirs]
    return Piece("both" if same else "open", was, mine, theirs)


def _applied(base: Sequence[Paragraph], start: int, end: int, hunks: Sequence[_Hunk]) -> list[Paragraph]:
    """The base from `start` to `end` with the hunks, which stand in it in order."""
    parts: list[Paragraph] = []
    at = start
    for hunk in hunks:
        parts += [*base[at : hunk.start], *hunk.now]
        at = hunk.end
    return [*parts, *base[at:end]]


def _unchanged(base: Paragraph, mine: Paragraph, theirs: Paragraph) -> Piece:
    gap = theirs.gap if mine.gap == base.gap else mine.gap
    part = Paragraph(base.text, gap)
    return Piece("", [part], [part], [part])
