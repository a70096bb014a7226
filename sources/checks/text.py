"""What of a text is the essay, and its paragraphs and sentences. Pure functions.

The text is plain text or Markdown (CommonMark, with footnotes as in Pandoc).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from .vocabulary import ABBREVIATIONS, LIST_HEADINGS

Kind = Literal["prose", "heading", "lead", "quote", "note"]

MAX_HEADING_WORDS = 14

_SOURCES_HEADING = re.compile(
    rf"[ \t]{{0,3}}(#{{1,6}}[ \t]+)?[*_]{{0,3}}(?:{'|'.join(LIST_HEADINGS)})"
    r"[*_]{0,3}(:?)[*_]{0,3}[ \t]*(.?)",
    re.IGNORECASE,
)
# Where a copied page goes on with its comments.
_THREAD = re.compile(
    r"\d+ (?:repl(?:y|ies)|responses?|comments?|thoughts?) (?:on|to) [“\"]|leave a (?:reply|comment)\s*$",
    re.IGNORECASE,
)
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]|$)")
_NOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,100})\]:")
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,100})\](?!:)")
_BULLET = re.compile(r"[ \t]*(?:[-*+•–·]|\d{1,3}[.)])[ \t]")

# What is written in Markdown for machines: code, addresses, tags. Every repetition is bounded or cannot
# give anything back, so that no text costs more than a walk over it.
_FENCE = r"^(`{3,}+|~{3,}+)[^\n]*+\n(?:(?!\1)[^\n]*+(?:\n|\Z))*+(?:\1[^\n]*+|\Z)"
_TARGET = r"<[^<>\n]{0,2000}>|[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+"
_ADDRESS = r"(?:[^\s<>\"“”«»()]|\([^\s()]{0,300}\))++"
_HIDDEN = (
    ("```", re.compile(_FENCE, re.MULTILINE)),
    ("`", re.compile(r"(?<!`)(`{1,3})(?!`)[^`\n]{1,300}\1(?!`)")),
    ("](", re.compile(rf"\]\([ \t]*(?:{_TARGET})(?:\s\"[^\"\n]{{0,300}}\")?[ \t]*\)")),
    ("]:", re.compile(r"^ {0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]*+\S[^\n]*+", re.MULTILINE)),
    ("[^", re.compile(r"\[\^[^\]\s]{1,100}\]:?")),
    ("<", re.compile(r"</?[A-Za-z][^<>\n]{0,300}>")),
    ("://", re.compile(rf"\b(?:https?|ftp)://{_ADDRESS}")),
    ("www.", re.compile(rf"\bwww\.{_ADDRESS}")),
)

_END = re.compile(r"[.!?…]++[\"”’»“)\]*_]*+(?=[\s(\[]|$)")
_BEFORE_END = re.compile(r"([^\W\d_]+)$")


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int

    def __contains__(self, position: object) -> bool:
        return isinstance(position, int) and self.start <= position < self.end


@dataclass(frozen=True, slots=True)
class Paragraph:
    start: int
    end: int
    kind: Kind
    # The label of the footnote that the paragraph defines.
    note: str = ""


@dataclass(frozen=True, slots=True)
class Essay:
    """The parts of a text that are the essay's own words; `sources` is what stands in its list.

    `plain` is as long as the text, with blanks for code, addresses and tags.
    """

    text: str
    plain: str
    paragraphs: tuple[Paragraph, ...]
    sources: Span | None
    note_marks: tuple[tuple[int, str], ...]

    @property
    def end(self) -> int:
        """Where the essay ends: at the heading of its list of sources, else with the text."""
        return self.sources.start if self.sources else len(self.text)


def read(text: str) -> Essay:
    """`text` without its list of sources and what follows it, in paragraphs."""
    marks = tuple((m.start(), m[1]) for m in _NOTE_MARK.finditer(text)) if "[^" in text else ()
    plain = hide(text)
    paragraphs: list[Paragraph] = []
    sources: Span | None = None
    level = 0
    for paragraph in _blocks(text):
        start, end = paragraph.start, paragraph.end
        if _THREAD.match(text, start, end):
            break
        if sources is None and paragraphs and _heads_list(text, paragraph):
            sources, level = Span(start, len(text)), _level(text, start, end)
        elif sources and sources.end == len(text) and 0 < _level(text, start, end) <= level:
            # A list under "## Sources" ends where the next section begins.
            sources = Span(sources.start, start)
        if sources is None or start not in sources or paragraph.kind == "note":
            paragraphs.append(paragraph)
    return Essay(text, plain, tuple(_with_lead(text, paragraphs)), sources, marks)


def hide(text: str) -> str:
    """`text` with every character of code, addresses and tags as a blank; just as long."""
    for trigger, pattern in _HIDDEN:
        if trigger in text or (trigger == "```" and "~~~" in text):
            text = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    return text


def _level(text: str, start: int, end: int) -> int:
    """The level of the Markdown heading `text[start:end]`, 0 when it is none."""
    atx = _ATX.match(text, start, end)
    return len(atx[1]) if atx else 0


def _heads_list(text: str, paragraph: Paragraph) -> bool:
    """Whether a list of sources begins here: a heading with a line to itself, or late and with a colon."""
    heading = _SOURCES_HEADING.match(text, paragraph.start, paragraph.end)
    if heading is None:
        return False
    late = 2 * paragraph.start > len(text)
    return not heading[3].strip() or (heading[2] == ":" and not heading[1] and late)


def _blocks(text: str) -> Iterator[Paragraph]:
    start: int | None = None
    position = end = 0
    for line in text.splitlines(keepends=True):
        blank = not line.strip()
        # Headings and footnotes need no blank line around them.
        alone = _ATX.match(line) or _is_sources_line(line)
        if start is not None and (blank or alone or _NOTE.match(line)):
            yield _paragraph(text, start, end)
            start = None
        if alone:
            yield _paragraph(text, position, position + len(line.rstrip()))
        elif not blank:
            start = position if start is None else start
            end = position + len(line.rstrip())
        position += len(line)
    if start is not None:
        yield _paragraph(text, start, end)


def _is_sources_line(line: str) -> bool:
    return bool((found := _SOURCES_HEADING.match(line)) and not found[3].strip())


def _paragraph(text: str, start: int, end: int) -> Paragraph:
    if note := _NOTE.match(text, start, end):
        return Paragraph(start, end, "note", note[1])
    if _ATX.match(text, start, end):
        return Paragraph(start, end, "heading")
    if text[start:end].lstrip(" ").startswith(">"):
        return Paragraph(start, end, "quote")
    few = end - start < 200 and "\n" not in text[start:end]
    if few and not _BULLET.match(text, start, end):
        line = text[start:end]
        if line[-1] not in '.!?…;,)]"”’»“' and len(line.split()) <= MAX_HEADING_WORDS:
            return Paragraph(start, end, "heading")
    return Paragraph(start, end, "prose")


def _with_lead(text: str, paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    """A single sentence between the title and the first real paragraph is the lead (a caption, a motto)."""
    opening = bool(paragraphs) and paragraphs[0].kind == "heading"
    for place, paragraph in enumerate(paragraphs):
        if opening and paragraph.kind == "prose":
            opening = False
            follows = any(later.kind == "prose" for later in paragraphs[place + 1 :])
            single = len(_END.findall(text, paragraph.start, paragraph.end)) <= 1
            if follows and single and "(" not in text[paragraph.start : paragraph.end]:
                paragraph = Paragraph(paragraph.start, paragraph.end, "lead")
        yield paragraph


class Sentences:
    """Where sentences end, in the order of the text; a paragraph's end ends a sentence.

    `closed` are spans inside which no sentence ends: brackets and quotations, in order, not overlapping.
    """

    def __init__(self, plain: str, paragraphs: Iterable[Paragraph], closed: Iterable[Span]) -> None:
        self._ends: list[int] = []
        spans = sorted(closed, key=lambda span: span.start)
        place = 0
        for paragraph in paragraphs:
            for match in _END.finditer(plain, paragraph.start, paragraph.end):
                end = match.end()
                while place < len(spans) and spans[place].end < end:
                    place += 1
                inside = place < len(spans) and spans[place].start < match.start() and end < spans[place].end
                if not inside and _ends_sentence(plain, match):
                    self._ends.append(end)
            self._ends.append(paragraph.end)

    def around(self, position: int) -> Span:
        """The sentence that holds the character at `position`."""
        place = bisect_right(self._ends, position)
        end = self._ends[place] if place < len(self._ends) else self._ends[-1] if self._ends else position
        return Span(self._ends[place - 1] if place else 0, max(end, position))

    def before(self, position: int) -> Span:
        """The sentence that ends at or before `position`; it is empty at the start of the text."""
        place = bisect_right(self._ends, position) - 1
        return self.around(self._ends[place] - 1) if place >= 0 else Span(0, 0)


def _ends_sentence(plain: str, match: re.Match[str]) -> bool:
    after = re.compile(r"\s*(\S?)").match(plain, match.end())
    following = after[1] if after else ""
    if following.islower() or following in ",;:":
        return False
    # “….” (Freeze 347). The bracket still belongs to the quotation's sentence.
    if following in ("(", "["):
        return False
    if match.group()[0] == "." and len(match.group()) == 1:
        before = _BEFORE_END.search(plain, max(0, match.start() - 12), match.start())
        if before and (before[1].lower() in ABBREVIATIONS or len(before[1]) == 1):
            return False
    return True
