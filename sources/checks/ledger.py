"""The ledger of an essay: its citations, what they lack, and what can be counted. Pure functions.

What counts as a citation is written down case by case in tests/data/citation_cases.txt; every finding is a
suggestion that points at its place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from . import brackets, dictionary, narrative, places, quotations, text
from .citations import Finder
from .dictionary import Dictionary
from .findings import Cited, Finding, about_citations, about_quotations, about_sources
from .quotations import Quotation
from .records import Citation
from .text import Essay, Sentences, Span
from .vocabulary import SMALL, TITLED
from .words import words
from .works import Work

MAX_TITLE_WORDS = 15


@dataclass(frozen=True, slots=True)
class ParagraphCount:
    """A paragraph of prose, or a block quotation, with the citations in it and in its footnotes."""

    start: int
    end: int
    words: int
    citations: int


@dataclass(frozen=True)
class Ledger:
    """What `check` found; positions are characters of the text that was given."""

    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]
    paragraphs: tuple[ParagraphCount, ...]
    quotations: tuple[Quotation, ...]
    works: tuple[Work, ...] = field(repr=False)
    sentences: Sentences = field(repr=False, compare=False)

    @property
    def cited(self) -> tuple[str, ...]:
        """The ids of the sources that are cited, in the order of their first citation."""
        return tuple(dict.fromkeys(c.source for c in self.citations if c.source))

    @property
    def uncited(self) -> tuple[str, ...]:
        """The ids of the sources that no citation names, not even among several to choose from."""
        named = {*self.cited, *(i for c in self.citations if c.status == "ambiguous" for i in c.candidates)}
        return tuple(work.id for work in self.works if work.id not in named)

    @property
    def missing(self) -> int:
        return sum(citation.status == "missing" for citation in self.citations)

    @property
    def without_locator(self) -> int:
        return sum(not citation.locator for citation in self.citations if citation.status != "missing")

    @property
    def quoted_share(self) -> float:
        """Words inside quotations of six words and more, of all words of the paragraphs: 0 to 1."""
        total = sum(paragraph.words for paragraph in self.paragraphs)
        return min(1.0, sum(quotation.words for quotation in self.quotations) / total) if total else 0.0

    @property
    def materials(self) -> Counter[str]:
        """How many cited sources say that they are "primary", and how many "secondary"."""
        cited = set(self.cited)
        return Counter(work.material for work in self.works if work.material and work.id in cited)


def check(
    written: str,
    items: Iterable[Any] | Dictionary,
    aliases: Mapping[str, Sequence[str]] | None = None,
    settle: Callable[[Sequence[Citation]], Iterable[Citation]] | None = None,
) -> Ledger:
    """Compare a text with its sources.

    `written` is plain text or Markdown, with or without its list of sources; `items` are CSL-JSON items, or
    a dictionary made of them; `aliases` adds names to sources by their id; `settle` changes what was found
    before it is counted (checks/answers.py). Raises nothing.
    """
    known = items if isinstance(items, Dictionary) else dictionary.make(items, aliases)
    known.begin()
    essay = text.read(written)
    pairs = brackets.scan(essay.plain, essay.paragraphs)
    found, imbalances = quotations.scan(essay)
    closed = _merged([*((b.start, b.end) for b in pairs), *((q.start, q.end) for q in found)])
    sentences = Sentences(essay.plain, essay.paragraphs, closed)
    finder = Finder(essay, known, sentences, places.Places(essay, found), narrative.Mentions(essay, known))
    citations = tuple(finder.find(pairs))
    if settle:
        citations = tuple(settle(citations))
    quoted = tuple(sorted([*_checked(essay, found), *_block_quotations(essay)], key=lambda q: q.start))
    ledger = Ledger(citations, (), tuple(_paragraphs(essay, citations)), quoted, known.works, sentences)
    findings = [
        *about_citations(citations, known),
        *about_quotations(quoted, Cited(essay, citations, sentences), finder.mentions, known),
        *(
            Finding.unbalanced(imbalance.start, imbalance.end, opens=imbalance.opens)
            for imbalance in imbalances
        ),
        *about_sources(essay, known, ledger.uncited),
    ]
    findings.sort(key=lambda finding: (finding.start, finding.end))
    return replace(ledger, findings=tuple(findings))


def _merged(pairs: Iterable[tuple[int, int]]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(pairs):
        if merged and start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return merged


_TITLE_BEFORE = re.compile(rf"(?i)\b(?:{'|'.join(TITLED)})[\s,:]+[*_]*$")
_YEAR_AFTER = re.compile(r"[\s,*_]*\((?:[^()]{0,40}[\s,])?\d{4}(?:[–-]\d{2,4})?\)")


def _checked(essay: Essay, found: Iterable[Quotation]) -> Iterable[Quotation]:
    """The quotations of six words and more that are no titles."""
    for quotation in found:
        if quotation.words < places.MIN_QUOTED_WORDS:
            continue
        if quotation.words >= MAX_TITLE_WORDS or not _is_title(essay, quotation):
            yield quotation


def _is_title(essay: Essay, quotation: Quotation) -> bool:
    """After "poster" or "titled", before a year in brackets, or with capitals on all but small words."""
    before = essay.plain[max(0, quotation.start - 30) : quotation.start]
    if _YEAR_AFTER.match(essay.plain, quotation.end) or _TITLE_BEFORE.search(before):
        return True
    inside = words(essay.plain, quotation.start, quotation.end)
    return all(word.is_capital or word.key in SMALL or word.text.isdigit() for word in inside)


def _block_quotations(essay: Essay) -> Iterable[Quotation]:
    for paragraph in essay.paragraphs:
        if paragraph.kind == "quote":
            count = len(essay.plain[paragraph.start : paragraph.end].replace(">", " ").split())
            if count >= places.MIN_QUOTED_WORDS:
                yield Quotation(paragraph.start, paragraph.end, count)


def _paragraphs(essay: Essay, citations: Sequence[Citation]) -> Iterable[ParagraphCount]:
    starts = [paragraph.start for paragraph in essay.paragraphs]
    noted: dict[str, int] = {}
    for position, label in essay.note_marks:
        noted.setdefault(label, bisect_right(starts, position) - 1)
    counts: Counter[int] = Counter()
    for citation in citations:
        place = bisect_right(starts, citation.start) - 1
        counts[noted.get(essay.paragraphs[place].note, place)] += 1
    for place, paragraph in enumerate(essay.paragraphs):
        if paragraph.kind in ("prose", "quote"):
            count = len(essay.text[paragraph.start : paragraph.end].split())
            yield ParagraphCount(paragraph.start, paragraph.end, count, counts[place])
