"""The sentences of an answer, by which words are chosen without a script. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

# So many are offered for each point of a scheme; of a longer answer several sentences are one choice.
MOST = 60
# How much of a sentence stands in a list.
_SHOWN = 60
# Where one ends: a mark, with what closes behind it, before a blank and no small letter; not behind a single
# letter ("e.g. Pravda", "J. V. Stalin").
_END = re.compile(r"(?<!\W\w)[.!?…]+[\"'”’»)\]]*(?=\s+[^\s\W\d_a-z]|\s+[\d\"'“‘«(\[]|\s*\Z)|\n")


class Span(NamedTuple):
    """Words of an answer, in code points of its text."""

    start: int
    end: int


def sentences(text: str) -> list[Span]:
    """Where each sentence or line of `text` stands, without the blanks around it; MOST at most."""
    found, start = [], 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        piece = text[start:end]
        if words := piece.strip():
            begins = start + len(piece) - len(piece.lstrip())
            found.append(Span(begins, begins + len(words)))
        start = end
    together = -(-len(found) // MOST)
    return [_joined(found[n : n + together]) for n in range(0, len(found), together or 1)]


def choices(text: str) -> list[tuple[Span, str]]:
    """The sentences with the words by which a list names them: "3. Newspapers praised him"."""
    return [
        (span, f"{number}. {_begin(text[span.start : span.end])}")
        for number, span in enumerate(sentences(text), start=1)
    ]


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The words from `start` to `end` without blanks around them; None where there are none."""
    inside = text[max(start, 0) : max(end, 0)]
    if not inside.strip():
        return None
    begins = max(start, 0) + len(inside) - len(inside.lstrip())
    return Span(begins, begins + len(inside.strip()))


def _joined(spans: Sequence[Span]) -> Span:
    return Span(spans[0].start, spans[-1].end)


def _begin(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rsplit(' ', 1)[0]}…"
