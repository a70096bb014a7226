"""The citations in a text: in brackets, in sentences, in footnotes, in Pandoc's notation. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from . import covering, locators, narrative, pandoc, segments
from .brackets import Bracket
from .covering import Match
from .dictionary import Dictionary
from .locators import Tail
from .places import Places, is_page
from .quotations import MARKS
from .records import Citation, Mode, by_year, cite
from .segments import Segment
from .text import Essay, Paragraph, Sentences
from .words import words
from .works import AUTHOR, Work

# Brackets, keys and notes that are read: the longest essay has some thousands, and what has more is none.
MAX_STEPS = 6_000
MAX_BRACKET = 2_000  # characters; a longer bracket is prose, though it may hold shorter ones


@dataclass
class Finder:
    """Reads the brackets of one essay in order; holds what "ibid." and "(347)" refer back to."""

    essay: Essay
    dictionary: Dictionary
    sentences: Sentences
    places: Places
    mentions: narrative.Mentions
    last: Citation | None = None

    def find(self, brackets: Sequence[Bracket]) -> list[Citation]:
        """The citations in the order of the text; their spans do not overlap."""
        found: list[Citation] = []
        keys = [key for key in self._keys() if key.id in self.dictionary.by_id]
        notes = [p for p in self.essay.paragraphs if p.kind == "note"]
        # Brackets come before what stands inside them; keys and footnotes in their place between.
        steps: list[Bracket | pandoc.Key | Paragraph] = [*notes, *brackets, *keys]
        steps.sort(key=lambda step: step.start)
        done = 0
        for step in steps[:MAX_STEPS]:
            if step.start < done:
                continue
            for citation in self._separated(self._read(step)):
                if citation.start >= done:
                    found.append(citation)
                    self.last = citation
                    done = citation.end
            if isinstance(step, Bracket) and found and found[-1].end > step.start:
                done = max(done, step.end)
        return found

    def _read(self, step: Bracket | pandoc.Key | Paragraph) -> Iterable[Citation]:
        if isinstance(step, pandoc.Key):
            return [self._key_in_sentence(step)]
        if isinstance(step, Paragraph):
            return self._note(step)
        start, end = step.start + 1, step.end - 1
        if end - start > MAX_BRACKET:
            return []
        if step.kind == "[" and "@" in self.essay.plain[start:end]:
            return list(self._pandoc_bracket(start, end))
        return self._plain_bracket(step, start, end)

    def _separated(self, citations: Iterable[Citation]) -> Iterator[Citation]:
        for citation in citations:
            yield from by_year(citation, [self.dictionary.by_id[id_] for id_ in citation.candidates])

    # -- Pandoc -------------------------------------------------------------------------------------

    def _keys(self) -> list[pandoc.Key]:
        """The keys that stand in the essay's sentences; a bracket's own are read with the bracket."""
        if "@" not in self.essay.plain:
            return []
        return [
            key for p in self.essay.paragraphs for key in pandoc.find_keys(self.essay.plain, p.start, p.end)
        ]

    def _key_in_sentence(self, key: pandoc.Key) -> Citation:
        """A key in the sentence, with the locator in the bracket that follows: "@freeze [347]"."""
        end, content = pandoc.bracket_after(self.essay.plain, key)
        locator, label, suffix = pandoc.read_suffix(content)
        tail = Tail(0, locator=locator, label=label)
        citation = cite(self.essay.text, key.start, end, (self.dictionary.by_id[key.id],), tail)
        mode: Mode = "suppressed" if key.suppressed else "narrative"
        return replace(citation, mode=mode, is_pandoc=True, suffix=suffix)

    def _pandoc_bracket(self, start: int, end: int) -> Iterator[Citation]:
        plain = self.essay.plain
        keys = pandoc.find_keys(plain, start, end)
        for place, key in enumerate(keys):
            stop = plain.find(";", key.end, end)
            stop = end if stop < 0 else stop
            if place + 1 < len(keys):
                stop = min(stop, keys[place + 1].start)
            first = max(plain.rfind(";", start, key.start) + 1, start)
            if place and keys[place - 1].start > first:
                first = key.start  # what follows another key is that key's suffix
            locator, label, suffix = pandoc.read_suffix(plain[key.end : stop][: segments.MAX_SEGMENT])
            tail = Tail(0, locator=locator, label=label)
            last = key.start + len(plain[key.start : stop].rstrip(" ,"))
            work = self.dictionary.by_id.get(key.id)
            citation = cite(self.essay.text, key.start, last, (work,) if work else (), tail)
            yield replace(
                citation,
                is_pandoc=True,
                mode="suppressed" if key.suppressed else "parenthetical",
                prefix=plain[first : key.start].strip(" ,;"),
                suffix=suffix,
                suggestion="" if work else self.dictionary.nearest_id(key.id),
            )

    # -- plain text ---------------------------------------------------------------------------------

    def _plain_bracket(self, bracket: Bracket, start: int, end: int) -> list[Citation]:
        found: list[Citation] = []
        words_before: Segment | None = None
        before = self.last
        several = list(segments.split(self.essay.plain, start, end))
        for segment in several:
            new = self._segment(bracket, segment, words_before)
            if new and len(several) > 1:
                words_before = segment if self._has_words(segment) else words_before
                self.last = new[-1]
            found += new
        self.last = before
        return found

    def _has_words(self, segment: Segment) -> bool:
        return locators.whole(self.essay.plain[segment.start : segment.end]) is None

    def _segment(self, bracket: Bracket, segment: Segment, words_before: Segment | None) -> list[Citation]:
        content = segments.without_op_cit(self.essay.plain[segment.start : segment.end])
        if (rest := segments.after_ibid(content)) is not None:
            return self._ibid(segment, rest)
        tail = locators.whole(content)
        if tail is not None:
            citation = self._same_names(segment, tail, words_before) if words_before else None
            if citation is None and bracket.kind == "(" and words_before is None:
                citation = self._bare(bracket, segment, tail)
            if citation:
                return [citation]
        if citation := self._named(bracket, segment, content):
            parts = (
                segments.between_sources(self.essay.plain, segment) if citation.status == "missing" else []
            )
            return self._parts(bracket, parts) or [citation]
        return self._parts(bracket, segments.between_sources(self.essay.plain, segment))

    def _parts(self, bracket: Bracket, parts: Sequence[Segment]) -> list[Citation]:
        found: list[Citation] = []
        for part in parts:
            citation = self._named(bracket, part, self.essay.plain[part.start : part.end])
            if citation is None:
                return []
            found.append(citation)
        return found

    def _ibid(self, segment: Segment, rest: str) -> list[Citation]:
        tail = locators.whole(rest) if rest.strip(" .") else Tail(0)
        if tail is None or tail.years:
            return []
        citation = replace(self._cite(segment, (), tail), gap="ibid")
        last = self.last
        if last is None or last.status == "missing":
            return [citation]
        return [replace(citation, status=last.status, source=last.source, candidates=last.candidates, gap="")]

    def _same_names(self, segment: Segment, tail: Tail, before: Segment) -> Citation | None:
        """A year or page alone after a semicolon goes on with the names before: "Applebaum 2003; 2017"."""
        if not tail.years and self.last and self.last.source:
            return self._cite(segment, (self.dictionary.by_id[self.last.source],), tail)
        content = self.essay.plain[before.start : before.end]
        for earlier in locators.tails(content):
            names = words(self.essay.plain, before.start, before.start + earlier.start)
            if found := covering.match(self.dictionary, names, tail):
                return self._cite_match(segment, found, tail)
        return None

    def _named(self, bracket: Bracket, segment: Segment, content: str) -> Citation | None:
        """A segment of names, or a title, and what ends it."""
        best: tuple[Match, Tail] | None = None
        readings = list(locators.tails(content))
        for tail in readings:
            names, quoted = words(content, 0, tail.start), segments.is_quoted(content[: tail.start])
            found = covering.match(self.dictionary, names, tail, quoted=quoted)
            if found is None or not self._is_plausible(bracket, found, tail):
                continue
            if best is None or found.score > best[0].score:
                best = found, tail
            if found.score >= AUTHOR and not found.conflict:
                break  # a shorter ending takes numbers for words and fits no better
        if best:
            return self._cite_match(segment, *best)
        if bracket.kind == "[" and not self.places.is_clear(bracket):
            return None
        for tail in readings:
            if citation := self._missing(bracket, segment, content, tail):
                return citation
        return None

    def _is_plausible(self, bracket: Bracket, found: Match, tail: Tail) -> bool:
        if bracket.kind == "[" and not (tail.locator or tail.years):
            return False
        if found.conflict and not tail.locator and found.score < covering.CLEAR_CONFLICT:
            return False
        return not self.places.is_gloss(bracket)

    def _missing(self, bracket: Bracket, segment: Segment, content: str, tail: Tail) -> Citation | None:
        names = words(content, 0, tail.start)
        if any(c in MARKS for c in content[: tail.start]):
            return None
        nearest = next((n for word in names if (n := self.dictionary.nearest_name(word.key))), None)
        clear = self.places.is_clear(bracket) and not self.places.is_issue(bracket, tail)
        joined = segments.is_joined(content[: tail.start])
        likely = covering.looks_like_names(names, tail, joined=joined, clear=clear or nearest is not None)
        if not likely and not (nearest and len(names) == 1 and tail.locator):
            return None
        works = self.dictionary.works_named(nearest) if nearest else ()
        citation = self._cite(segment, (), tail)
        return replace(
            citation,
            candidates=tuple(work.id for work in works),
            suggestion=nearest.written if nearest else "",
        )

    def _bare(self, bracket: Bracket, segment: Segment, tail: Tail) -> Citation | None:
        """A year, or a page, alone in its brackets: of the name before it, or of nothing."""
        if segment.start - bracket.start > 3:
            return None
        if before := narrative.name_before(self.essay, self.dictionary, bracket.start, tail):
            start, end = before.start, bracket.end
            made = cite(self.essay.text, start, end, before.works, tail, conflict=before.conflict)
            return replace(made, mode="narrative", suggestion=before.suggestion)
        if tail.years or not tail.locator or tail.label not in locators.OWN_LABELS or not is_page(tail):
            return None
        quotation = self.places.quotation_before(bracket)
        sentence = self.sentences.around(quotation.start if quotation else bracket.start)
        if not (quotation or tail.labelled or self.places.ends_clause(bracket)):
            return None
        works = self.mentions.last_between(sentence.start, bracket.start)
        if works:
            return replace(self._cite(segment, works, tail), mode="suppressed")
        if quotation is None:
            return None
        guess = self.dictionary.by_id[self.last.source].first_name if self.last and self.last.source else ""
        return replace(self._cite(segment, (), tail), gap="page", suggestion=guess)

    def _note(self, note: Paragraph) -> Iterator[Citation]:
        """The works that a footnote names in full or in short: "Freeze, *Russia* (Oxford, 2009), 347."""
        for segment in segments.split_note(self.essay.plain, note.start, note.end):
            content = segments.without_imprint(self.essay.plain[segment.start : segment.end])
            if (rest := segments.after_ibid(content)) is not None:
                yield from self._ibid(segment, rest)
                continue
            for tail in locators.tails(content):
                names = words(content, 0, tail.start)
                found = covering.match(self.dictionary, names, tail, quoted=True, narrative=True)
                if found and not found.conflict:
                    yield self._cite_match(segment, found, tail)
                    break

    # -- making -------------------------------------------------------------------------------------

    def _cite(
        self, segment: Segment, works: Sequence[Work], tail: Tail, *, conflict: bool = False
    ) -> Citation:
        made = cite(self.essay.text, segment.start, segment.end, works, tail, conflict=conflict)
        if segment.prefix or segment.suffix:
            return replace(made, prefix=segment.prefix, suffix=segment.suffix)
        return made

    def _cite_match(self, segment: Segment, found: Match, tail: Tail) -> Citation:
        return self._cite(segment, found.works, tail, conflict=found.conflict)
