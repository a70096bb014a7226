"""What an essay's citations and quotations lack, each pointing at its place. Pure functions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from .dictionary import Dictionary
from .narrative import Mentions
from .quotations import Quotation
from .records import Citation
from .text import Essay, Sentences, Span
from .vocabulary import SMALL
from .words import keys, shortened
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
MAX_NEAR = 20  # citations of one sentence that are looked at for one quotation
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
        start, end, shown = citation.start, citation.end, f"“{shortened(citation.text, SHOWN)}”"
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


@dataclass
class Cited:
    """Which citations serve a quotation: those after it in its sentence, else those in or before it."""

    essay: Essay
    citations: Sequence[Citation]
    sentences: Sentences

    def __post_init__(self) -> None:
        self._starts = [citation.start for citation in self.citations]
        self._blocks = {p.start for p in self.essay.paragraphs if p.kind == "quote"}
        by_note = {p.note: self._between(p.start, p.end) for p in self.essay.paragraphs if p.kind == "note"}
        marks = [(at, by_note[label]) for at, label in self.essay.note_marks if by_note.get(label)]
        self._marks = [at for at, _ in marks]
        self._noted = [noted for _, noted in marks]

    def sentence(self, quotation: Quotation) -> Span:
        """From the start of the quotation's first sentence to the end of the one that it ends in."""
        if quotation.start in self._blocks:
            # Led in by the sentence above it, or cited right below it.
            return Span(self.sentences.before(quotation.start).start, quotation.end + NEXT_TO_QUOTATION)
        first, last = self.sentences.around(quotation.start), self.sentences.around(quotation.end - 1)
        return Span(first.start, last.end)

    def serving(
        self, quotation: Quotation, sentence: Span, following: Quotation | None
    ) -> Sequence[Citation]:
        """The citations that serve `quotation`; `following` is the next one."""
        after = self._between(quotation.end, sentence.end)
        if after:
            near = [c for c in after if following is None or c.start < following.start]
            return near or after[:1]
        first = bisect_left(self._marks, quotation.start)
        last = bisect_right(
            self._marks, sentence.end + 1, hi=min(first + MAX_NEAR, len(self._marks)), lo=first
        )
        noted = [citation for citations in self._noted[first:last] for citation in citations]
        return noted or self._between(sentence.start, quotation.end, last=True)

    def _between(self, start: int, end: int, *, last: bool = False) -> Sequence[Citation]:
        """The first, or `last`, citations between two places, not more than a reader would look at."""
        first, stop = bisect_left(self._starts, start), bisect_left(self._starts, end)
        if last:
            return self.citations[max(first, stop - MAX_NEAR) : stop]
        return self.citations[first : min(stop, first + MAX_NEAR)]


def about_quotations(
    quotations: Sequence[Quotation], cited: Cited, mentions: Mentions, dictionary: Dictionary
) -> Iterator[Finding]:
    """Quotations without a citation, and citations of quotations without a locator; once for each."""
    told: set[int] = set()
    for quotation, following in zip_longest(quotations, quotations[1:]):
        sentence = cited.sentence(quotation)
        serving = cited.serving(quotation, sentence, following)
        if not serving:
            named = mentions.last_between(sentence.start, quotation.start)
            named = named or mentions.last_between(quotation.end, sentence.end)
            yield _uncited(cited.essay, quotation, named)
        elif not any(citation.locator or not citation.source for citation in serving):
            nearest = min(serving, key=lambda citation: abs(citation.start - quotation.end))
            if nearest.start not in told and dictionary.by_id[nearest.source or ""].has_pages:
                told.add(nearest.start)
                message = f"“{shortened(nearest.text, SHOWN)}” follows a quotation and names no page."
                yield Finding("missing_locator", nearest.start, nearest.end, message)


def _uncited(essay: Essay, quotation: Quotation, named: Sequence[Work]) -> Finding:
    shown = shortened(essay.text[quotation.start : quotation.end], SHOWN)
    message = f"This quotation of {quotation.words} words has no citation: {shown}"
    suggestion = named[0].first_name if named else ""
    return Finding("uncited_quote", quotation.start, quotation.end, message, suggestion)


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
    """ "Freeze, Russia: A History"; a title that says the name itself stands alone."""
    name = work.names[0].written if work.names else ""
    if name and name not in work.title:
        return ", ".join(filter(None, (name, work.title)))
    return work.title or work.id
