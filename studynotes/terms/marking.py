"""The first mention of each key term in an essay's drawn text. Pure functions.

Marked is what the author says in their own words: no heading, link, quotation (as a block, or between double
or single quotation marks), code, figure, mark of a footnote, and no list of notes. A mention may reach across
emphasis, <em>cult</em> of personality; where it begins in one element and ends in another, the next is taken.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sources.checks.quotations import scan
from sources.checks.text import Essay, Paragraph

from .vocabulary import Mention, Vocabulary

# Characters of the essay on either side of a mention.
AROUND = 140
_PIECE = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^<>"]|"[^"]*")*)>|&#?\w+;|[^<&]+|[<&]')
_INLINE = frozenset({"a", "br", "code", "em", "img", "s", "small", "span", "strong", "sub", "sup"})
_LEFT_OUT = frozenset(
    {"a", "blockquote", "code", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "section"}
)
_VOID = frozenset({"br", "hr", "img", "source"})
_NOTE_MARK = 'class="footnote-ref"'
_SINGLE = (("‘", "’"), ("'", "'"), ("‹", "›"))
# The mark comes first, so that the search is for it.
_OPENS = {mark: re.compile(rf"{mark}(?<![\w'’].)(?=[^\W\d])") for mark, _ in _SINGLE}
_CLOSES = {mark: re.compile(rf"{mark}(?<=\S.)(?!\w)") for _, mark in _SINGLE}
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_OPENING = re.compile(r"<[a-z][^<>]*>\Z")
_CLOSING = re.compile(r"</[a-z]+>")
_BLANKS = re.compile(r"[^\S ]+|  +")
# The longest tag that emphasis has.
_TAG_LENGTH = 80


class Use(NamedTuple):
    """A term's first mention: `passage[start:end]` are its words, the rest is what stands around them."""

    term: int
    passage: str
    start: int
    end: int


@dataclass
class _Read:
    """A drawn text as its words: `plain`, where each piece of it stands in the HTML, and what is searched.

    `regions` are stretches of the author's own running text, `paragraphs` the blocks.
    """

    plain: str = ""
    starts: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    regions: list[tuple[int, int]] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)

    def place(self, position: int) -> int:
        """Where in the HTML the character at `position` stands."""
        piece = bisect_right(self.starts, position) - 1
        return self.places[piece] + position - self.starts[piece]


def mark(body_html: str, vocabulary: Vocabulary) -> tuple[str, list[Use]]:
    """`body_html`, as blog/markup.py made it, with a link around the first mention of each term.

    With it the mentions, in their order; without any the text is empty.
    """
    if not vocabulary:
        return "", []
    read = _read(body_html)
    uses: dict[int, Use] = {}
    written, done = [], 0
    for mention in _mentions(read, vocabulary):
        if mention.term.key in uses or not (span := _span(body_html, read, mention)):
            continue
        uses[mention.term.key] = _use(read, mention)
        address = html.escape(mention.term.address)
        start, end = span
        written += [body_html[done:start], f'<a class="term" href="{address}">', body_html[start:end], "</a>"]
        done = end
    if not uses:
        return "", []
    return "".join([*written, body_html[done:]]), list(uses.values())


def _read(body_html: str) -> _Read:
    read = _Read()
    text: list[str] = []
    length = begun = since = 0
    # How many open elements leave their words out, by name; a footnote's mark leaves no words behind.
    out: list[str] = []
    in_note = False
    for piece in _PIECE.finditer(body_html):
        tag = piece[2]
        if tag is None:
            said = piece.group()
            if in_note:
                continue
            if said[0] == "&":
                said = html.unescape(said)
            read.starts.append(length)
            read.places.append(piece.start())
            text.append(said)
            length += len(said)
            continue
        is_end, is_block = piece[1] == "/", tag not in _INLINE
        is_note = tag == "sup" and (in_note if is_end else _NOTE_MARK in piece[3])
        if is_note:
            in_note = not is_end
        if is_block or tag == "br":
            read.starts.append(length)
            read.places.append(piece.start())
            text.append("\n")
            length += 1
        if not (is_block or tag in _LEFT_OUT or is_note):
            continue
        if length - is_block > since and not out:
            read.regions.append((since, length - is_block))
        if is_block and length - 1 > begun:
            read.paragraphs.append(Paragraph(begun, length - 1, "prose"))
        since, begun = length, length if is_block else begun
        if tag in _LEFT_OUT and not is_end:
            out.append(tag)
        elif out and is_end and tag == out[-1]:
            out.pop()
    if length > since and not out:
        read.regions.append((since, length))
    if length > begun:
        read.paragraphs.append(Paragraph(begun, length, "prose"))
    read.plain = "".join(text)
    return read


def _mentions(read: _Read, vocabulary: Vocabulary) -> Iterator[Mention]:
    quoted = _quoted(read)
    place = 0
    for start, end in read.regions:
        while place < len(quoted) and quoted[place][1] <= start:
            place += 1
        at = place
        while at < len(quoted) and quoted[at][0] < end:
            if quoted[at][0] > start:
                yield from vocabulary.mentions(read.plain, start, quoted[at][0])
            start = max(start, quoted[at][1])
            at += 1
        if start < end:
            yield from vocabulary.mentions(read.plain, start, end)


def _quoted(read: _Read) -> list[tuple[int, int]]:
    """Where others speak, in order and apart from one another."""
    essay = Essay(read.plain, read.plain, tuple(read.paragraphs), None, ())
    quotations, imbalances = scan(essay)
    spans = [(one.start, one.end) for one in quotations]
    paired = {start for start, _ in spans}
    ends = [paragraph.end for paragraph in read.paragraphs]
    # What opens and is never closed may go on to the end of its paragraph.
    unclosed = [one.start for one in imbalances if one.opens and one.start not in paired]
    spans += [(start, ends[bisect_right(ends, start)]) for start in unclosed]
    for opening, closing in _SINGLE:
        if opening not in read.plain:
            continue
        closers = [match.end() for match in _CLOSES[closing].finditer(read.plain)]
        for opened in _OPENS[opening].finditer(read.plain):
            at = bisect_right(closers, opened.end())
            if at < len(closers) and closers[at] <= ends[bisect_right(ends, opened.start())]:
                spans.append((opened.start(), closers[at]))
    return _merged(spans)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _span(body_html: str, read: _Read, mention: Mention) -> tuple[int, int] | None:
    """The HTML that a link may stand around; None where it would cut an element in two."""
    start, end = read.place(mention.start), read.place(mention.end - 1) + 1
    depth = lowest = 0
    for tag in _TAG.finditer(body_html, start, end):
        if tag[2] not in _VOID:
            depth += -1 if tag[1] else 1
            lowest = min(lowest, depth)
    for _ in range(-lowest):
        opening = _OPENING.search(body_html, max(0, start - _TAG_LENGTH), start)
        if opening is None:
            return None
        start = opening.start()
    for _ in range(depth - lowest):
        closing = _CLOSING.match(body_html, end)
        if closing is None:
            return None
        end = closing.end()
    return start, end


def _use(read: _Read, mention: Mention) -> Use:
    paragraph = read.paragraphs[bisect_left(read.paragraphs, mention.end, key=lambda one: one.end)]
    start, end = max(paragraph.start, mention.start - AROUND), min(paragraph.end, mention.end + AROUND)
    before, after = read.plain[start : mention.start], read.plain[mention.end : end]
    if start > paragraph.start:
        before = "…" + before.partition(" ")[2]
    if end < paragraph.end:
        after = after.rpartition(" ")[0] + "…"
    before, words, after = (
        _one_line(part) for part in (before, read.plain[mention.start : mention.end], after)
    )
    before = before.lstrip()
    return Use(
        mention.term.key,
        f"{before}{words}{after.rstrip()}",
        len(before),
        len(before) + len(words),
    )


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", text)
