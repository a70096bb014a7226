"""Which citations stand in one pair of brackets, and what of the text they make up. Pure functions.

A cluster is what a style replaces by its own words. Brackets that hold more than citations ("as Freeze 347
has it, though late") are their author's sentence and stay as they are in every style.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sources.styling import question
from sources.styling.question import CitedWork, Mode

from ..models import Citation

# Longer brackets are prose; also what a bracket costs at most.
MAX_BRACKET = 600
_BETWEEN = re.compile(r"(?:[\s;,.:]|\b(?:and|und|et|и)\b|&)*")
_PAIRS = {"(": ")", "[": "]"}


@dataclass(slots=True)
class Cluster:
    """`body[start:end]` is the brackets with what they hold, or a key in the sentence: "@freeze [347]"."""

    start: int
    end: int
    rows: list[Citation] = field(default_factory=list)
    mode: Mode = Mode.PARENTHETICAL
    in_note: bool = False

    def question(self) -> question.Citation:
        """What the renderer is asked."""
        return question.Citation(
            tuple(
                CitedWork(row.source.key, row.locator, row.label, row.prefix, row.suffix)
                for row in self.rows
                if row.source
            ),
            self.mode,
        )


def clusters(body: str, rows: Sequence[Citation]) -> list[Cluster]:
    """The clusters of `rows`, in the order of the text; citations that are in none stay as typed."""
    return [
        cluster
        for cluster in _grouped(body, rows)
        if all(row.source for row in cluster.rows) and _is_all(body, cluster)
    ]


def _grouped(body: str, rows: Iterable[Citation]) -> Iterator[Cluster]:
    current: Cluster | None = None
    for row in rows:
        if current and row.end <= current.end:
            current.rows.append(row)
            continue
        if current:
            yield current
        current = _around(body, row)
    if current:
        yield current


def _around(body: str, row: Citation) -> Cluster | None:
    # What its author wrote into a footnote is a reference in words already; a key is not.
    in_note = not row.paragraph
    if in_note and row.notation == Citation.Notation.TYPED:
        return None
    bracket = _bracket(body, row.start, row.end)
    if row.notation == Citation.Notation.PANDOC and (not bracket or body[bracket[0]] != "["):
        # A key in the sentence: "@freeze [347]", "-@freeze".
        return Cluster(row.start, row.end, [row], Mode(row.mode), in_note)
    if row.mode == Mode.NARRATIVE:
        # "Freeze (2009)": the name stays in its sentence, as typed.
        start = body.rfind("(", row.start, row.end)
        if start < 0 or body[row.end - 1] != ")":
            return None
        return Cluster(start, row.end, [row], Mode.AUTHOR_SUPPRESSED, in_note)
    return Cluster(*bracket, [row], Mode(row.mode), in_note) if bracket else None


def _bracket(body: str, start: int, end: int) -> tuple[int, int] | None:
    """The innermost brackets around `body[start:end]`."""
    depth = 0
    for left in range(start - 1, max(-1, start - MAX_BRACKET), -1):
        mark = body[left]
        depth += mark in ")]"
        if mark in _PAIRS:
            if not depth:
                right = _closing(body, left, end)
                return (left, right) if right else None
            depth -= 1
    return None


def _closing(body: str, left: int, end: int) -> int:
    depth = 0
    for right in range(end, min(len(body), end + MAX_BRACKET)):
        mark = body[right]
        depth += mark in _PAIRS
        if mark in ")]":
            if not depth:
                return right + 1 if mark == _PAIRS[body[left]] else 0
            depth -= 1
    return 0


def _is_all(body: str, cluster: Cluster) -> bool:
    """Whether the citations are all that stands in the brackets, with their signals and remarks."""
    if cluster.rows[0].start <= cluster.start:
        return True
    done, between = cluster.start + 1, ""
    for row in cluster.rows:
        between += body[done : row.start] + "\n"
        done = row.end
    between += body[done : cluster.end - 1]
    for row in cluster.rows:
        for affix in (row.prefix, row.suffix):
            between = between.replace(affix, " ", 1) if affix else between
    return bool(_BETWEEN.fullmatch(between))
