"""A citation as it was found, and how one is made. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .locators import Tail
from .works import Work

Status = Literal["matched", "ambiguous", "missing"]
Mode = Literal["parenthetical", "narrative", "suppressed"]
Gap = Literal["", "source", "page", "ibid"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One source cited at one place: `text` is `text[start:end]` of the essay, without signal and remark.

    `source` is the CSL id when `status` is "matched"; `candidates` are the ids to choose from, or for a
    missing one those that it may be meant for. `label` is CSL's term for the locator, "" where several.
    `gap` says of a missing one what it is: names that no source has, a page alone, an ibid. without
    antecedent. `other_year` marks the one candidate that has another year.
    """

    start: int
    end: int
    text: str
    status: Status
    source: str | None = None
    candidates: tuple[str, ...] = ()
    locator: str = ""
    label: str = ""
    mode: Mode = "parenthetical"
    is_pandoc: bool = False
    prefix: str = ""
    suffix: str = ""
    suggestion: str = ""
    gap: Gap = ""
    other_year: bool = False
    years: tuple[int, ...] = ()


def cite(
    text: str, start: int, end: int, works: Sequence[Work], tail: Tail, *, conflict: bool = False
) -> Citation:
    """The citation at `text[start:end]` of one of `works`: matched by one, missing without any.

    `conflict` says that the works have another year than the text.
    """
    matched = len(works) == 1 and not conflict
    return Citation(
        start=start,
        end=end,
        text=text[start:end],
        status="matched" if matched else "ambiguous" if works else "missing",
        source=works[0].id if matched else None,
        candidates=tuple(work.id for work in works) if not matched else (),
        locator=tail.locator,
        label=tail.label if tail.locator else "",
        gap="" if works else "source",
        other_year=conflict,
        years=tail.years,
    )


def by_year(citation: Citation, works: Sequence[Work]) -> list[Citation]:
    """One citation for each year where each is that of another work: "Kelly (2005, 2007)"; else itself."""
    own = [[work.id for work in works if year in work.years] for year in citation.years]
    if len(own) < 2 or any(len(ids) != 1 for ids in own) or len({ids[0] for ids in own}) != len(works):
        return [citation]
    parts: list[Citation] = []
    at = 0
    for year, ids in zip(citation.years, own, strict=True):
        first = citation.text.find(str(year), at)
        if first < 0:
            return [citation]
        start, at = (first if parts else 0), first + len(str(year))
        parts.append(
            replace(
                citation,
                start=citation.start + start,
                end=citation.start + at,
                text=citation.text[start:at],
                status="matched",
                source=ids[0],
                candidates=(),
                years=(year,),
            )
        )
    return parts
