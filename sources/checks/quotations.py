"""Quotations between quotation marks. Pure functions, linear time.

Curly, straight and angled marks, low ones, and those of German, French, Russian and Swedish; single
marks are looked at only where nothing depends on them, for no one can tell them from apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .text import Essay, Paragraph

MARKS = '"“”„‟«»＂'
_MARK = re.compile(f"[{MARKS}]")
# What closes each opening mark: German closes “ and Polish ” after „.
_CLOSES = {"“": "”", "„": '“”"', "‟": "”", "«": "»", "»": "«", "”": "”", '"': '"', "＂": "＂"}
_OPENING_PUNCTUATION = "([{—–-/‘'*_>¿¡"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation that is inside no other, from its opening to after its closing mark."""

    start: int
    end: int
    words: int


@dataclass(frozen=True, slots=True)
class Imbalance:
    """A quotation mark that has no partner, or that opens although it is made for closing."""

    start: int
    end: int
    opens: bool


@dataclass(slots=True)
class _Open:
    position: int
    mark: str
    wrong: bool = False


def scan(essay: Essay) -> tuple[list[Quotation], list[Imbalance]]:
    """The outermost quotations and the marks that do not balance, each in the order of the text."""
    quotations: list[Quotation] = []
    imbalances: list[Imbalance] = []
    # Finnish and Swedish use ” on both sides.
    closers_open = "“" not in essay.plain and "„" not in essay.plain
    paragraphs = [p for p in essay.paragraphs if p.kind != "heading"]
    for place, paragraph in enumerate(paragraphs):
        pairs, stray = _scan_paragraph(essay.plain, paragraph, closers_open)
        following = paragraphs[place + 1] if place + 1 < len(paragraphs) else None
        if stray and following and stray[-1].opens and _runs_on(essay.plain, stray[-1], following):
            # A quotation of several paragraphs opens each and closes only the last.
            last = stray.pop()
            pairs = [pair for pair in pairs if pair[0] < last.start] + [(last.start, paragraph.end)]
        imbalances += stray
        quotations += (
            Quotation(start, end, len(essay.text[start + 1 : end - 1].split()))
            for start, end in _outermost(pairs)
        )
    return quotations, imbalances


def _scan_paragraph(
    plain: str, paragraph: Paragraph, closers_open: bool
) -> tuple[list[tuple[int, int]], list[Imbalance]]:
    open_: list[_Open] = []
    pairs: list[tuple[int, int]] = []
    stray: list[Imbalance] = []
    for match in _MARK.finditer(plain, paragraph.start, paragraph.end):
        at, mark = match.start(), match.group()
        before = plain[at - 1] if at > paragraph.start else " "
        after = plain[at + 1] if at + 1 < paragraph.end else " "
        may_open = before.isspace() or before in _OPENING_PUNCTUATION or before in MARKS
        if open_ and mark in _CLOSES[open_[-1].mark] and _closes(mark, may_open, after):
            pairs.append((open_.pop().position, match.end()))
        elif mark in "“„‟«" or (mark == "»" and may_open and not after.isspace()):
            open_.append(_Open(at, mark))
        elif mark in '"＂':
            if may_open and not after.isspace():
                open_.append(_Open(at, mark))
            elif not before.isdigit():  # 5" is a measure
                stray.append(Imbalance(at, match.end(), opens=False))
        elif mark == "”" and may_open:
            usual = closers_open and not after.isspace()
            open_.append(_Open(at, mark, wrong=not usual))
            if not usual:
                stray.append(Imbalance(at, match.end(), opens=True))
        else:
            stray.append(Imbalance(at, match.end(), opens=False))
    stray += (Imbalance(left.position, left.position + 1, opens=True) for left in open_ if not left.wrong)
    return pairs, sorted(stray, key=lambda found: found.start)


def _closes(mark: str, may_open: bool, after: str) -> bool:
    """The same mark opens and closes: it opens only after a blank and before a letter."""
    return mark not in '"＂”«' or not may_open or not after.isalnum()


def _runs_on(plain: str, last: Imbalance, following: Paragraph) -> bool:
    return plain[following.start] == plain[last.start]


def _outermost(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    outer: list[tuple[int, int]] = []
    for start, end in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        if not outer or start >= outer[-1][1]:
            outer.append((start, end))
    return outer
