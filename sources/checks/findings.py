"""What an essay's citations and quotations lack, each pointing at its place. Pure functions."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .dictionary import Dictionary
from .narrative import Mentions
from .quotations import Quotation
from .records import Citation
from .text import Essay, Sentences
from .vocabulary import SMALL
from .words import keys
from .works import Work

Kind = Literal[
    "no_source",
    "ambiguous",
    "missing_locator",
    "uncited_quote",
    "page_without_source",
    "ibid_without_antecedent",
    "uncited_source",
    "unbalanced_quotes",
]

MAX_LIST_LINES = 1_000
MAX_LINE = 500
NEXT_TO_QUOTATION = 6  # characters between a block quotation and the citation below it
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark on `text[start:end]`; `suggestion` is what could stand there, "" where none is known."""

    kind: Kind
    start: int
    end: int
    message: str
    suggestion: str = ""

    @classmethod
    def unbalanced(cls, start: int, end: int, *, opens: bool) -> Finding:
        message = (
            "This quotation mark opens a quotation that is not closed, or is a closing mark."
            if opens
            else "This quotation mark closes a quotation that was not opened."
        )
        return cls("unbalanced_quotes", start, end, message)


def about_citations(citations: Sequence[Citation], dictionary: Dictionary) -> Iterator[Finding]:
    for citation in citations:
        start, end, shown = citation.start, citation.end, f"“{_short(citation.text)}”"
        if citation.status == "ambiguous":
            works = [dictionary.by_id[id_] for id_ in citation.candidates]
            names = "; ".join(_named(work) for work in works[:5])
            if citation.other_year:
                years = ", ".join(str(year) for work in works for year in sorted(work.years))
                yield Finding("ambiguous", start, end, f"{shown} has another year than {names}.", years)
            else:
                yield Finding("ambiguous", start, end, f"{shown} may be any of these: {names}.", names)
        elif citation.gap == "source":
            hint = f" Did you mean “{citation.suggestion}”?" if citation.suggestion else ""
            yield Finding(
                "no_source", start, end, f"{shown} matches no source in the list.{hint}", citation.suggestion
            )
        elif citation.gap == "page":
            message = f"{shown} is a page, but no source is named in the sentence."
            yield Finding("page_without_source", start, end, message, citation.suggestion)
        elif citation.gap == "ibid":
            message = f"{shown} refers to the citation before it, and there is none with a source."
            yield Finding("ibid_without_antecedent", start, end, message)


def about_quotations(
    essay: Essay,
    quotations: Sequence[Quotation],
    citations: Sequence[Citation],
    sentences: Sentences,
    mentions: Mentions,
    dictionary: Dictionary,
) -> Iterator[Finding]:
    """Quotations without a citation, and citations of quotations without a locator; once for each."""
    blocks = {p.start for p in essay.paragraphs if p.kind == "quote"}
    starts = [citation.start for citation in citations]
    noted = _citations_by_note_mark(essay, citations)
    marks = sorted(noted)
    told: set[int] = set()
    for quotation in quotations:
        first, last = sentences.around(quotation.start).start, sentences.around(quotation.end - 1).end
        last = max(last, sentences.around(quotation.end).end if quotation.end < last else last)
        if quotation.start in blocks:
            # Led in by the sentence above it, or cited right below it.
            first = sentences.before(quotation.start).start
            last = quotation.end + NEXT_TO_QUOTATION
        own = list(citations[bisect_left(starts, first) : bisect_left(starts, last)])
        own += [
            c
            for m in marks[bisect_left(marks, quotation.start) : bisect_left(marks, last + 2)]
            for c in noted[m]
        ]
        if not own:
            works = mentions.last_between(first, quotation.start) or mentions.last_between(
                quotation.end, last
            )
            shown = _short(essay.text[quotation.start : quotation.end])
            yield Finding(
                "uncited_quote",
                quotation.start,
                quotation.end,
                f"This quotation of {quotation.words} words has no citation: {shown}",
                works[0].first_name if works else "",
            )
            continue
        lacking = [c for c in own if c.source and not c.locator and dictionary.by_id[c.source].has_pages]
        if lacking and not any(c.locator or not c.source for c in own) and lacking[-1].start not in told:
            nearest = min(lacking, key=lambda c: abs(c.start - quotation.end))
            told.add(nearest.start)
            message = f"“{_short(nearest.text)}” follows a quotation and names no page."
            yield Finding("missing_locator", nearest.start, nearest.end, message)


def _citations_by_note_mark(essay: Essay, citations: Sequence[Citation]) -> dict[int, list[Citation]]:
    """The citations of each footnote, by the positions of its marks in the text."""
    starts = [citation.start for citation in citations]
    by_label = {
        p.note: list(citations[bisect_left(starts, p.start) : bisect_left(starts, p.end)])
        for p in essay.paragraphs
        if p.kind == "note"
    }
    return {position: by_label[label] for position, label in essay.note_marks if by_label.get(label)}


def about_sources(essay: Essay, dictionary: Dictionary, uncited: Collection[str]) -> Iterator[Finding]:
    """Sources that are never cited, each at its line in the essay's list, else where the essay ends."""
    places = _lines_of_list(essay, dictionary) if uncited else {}
    for id_ in uncited:
        start, end = places.get(id_, (essay.end, essay.end))
        message = f"{_named(dictionary.by_id[id_])} is in the list and is never cited."
        yield Finding("uncited_source", start, end, message, id_)


def _lines_of_list(essay: Essay, dictionary: Dictionary) -> dict[str, tuple[int, int]]:
    """The line that names most of each source's words, and at least half of its title's."""
    places: dict[str, tuple[int, int]] = {}
    best: Counter[str] = Counter()
    if essay.sources is None:
        return places
    start = essay.sources.start
    for line in essay.text[start : essay.sources.end].splitlines(keepends=True)[:MAX_LIST_LINES]:
        known = {key for key in keys(line[:MAX_LINE]) if key not in SMALL}
        shared = Counter(id_ for key in known for id_ in dictionary.ids_with(key))
        for id_, count in shared.items():
            work = dictionary.by_id[id_]
            title = {key for run in work.titles[:1] for key in run if key not in SMALL}
            if count > best[id_] and 2 * len(title & known) >= len(title):
                best[id_] = count
                places[id_] = (start, start + len(line.rstrip()))
        start += len(line)
    return places


def _named(work: Work) -> str:
    return (
        ", ".join(part for part in (work.names[0].written if work.names else "", work.title) if part)
        or work.id
    )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
