"""What stands between two semicolons of a bracket, taken apart. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .vocabulary import REMARKS, SIGNALS

MAX_SEGMENT = 300  # characters; more is prose, and a bound on what one bracket costs

_SIGNAL = re.compile(rf"(?i)(?<![\w’'])(?:{'|'.join(SIGNALS)})(?=[\s:]|$)[\s:,]*")
_LEADING_WORD = re.compile(r"(?i)\s*(?:also|and|both|in|from|source:|und|auch|et|aussi|и)\s+")
_REMARK = re.compile(rf"(?i)[\s,;.(—–-]*\b(?:{'|'.join(REMARKS)})[\s).,]*$")
_OP_CIT = re.compile(r"(?i),?\s*\b(?:op\.\s?cit\.|a\.\s?a\.\s?O\.|указ\. соч\.)")
# A subordinate remark after the page: "347, who doubts it".
_COMMENT = re.compile(
    r"(?<=[\dxvi])\s?,\s(?=(?!and\b|und\b|et\b|n\.|nn?\b|ff?\b|p)[^\W\dA-ZА-ЯЁ]{2,}[\s’'])[^\d]*$"
)
_PURPOSE = re.compile(r"(?<=\d)\s(?:for|on|where|who|which|für|zu|pour|sur|для|о)\s[^\d]*$")
_TRANSLATED = re.compile(
    r"(?i)(?<=\d),\s*(?:trans(?:lated by|\.)|tr\.|übers\.(?: von)?|trad\.|пер\.)\s+[^\d,;]{2,60}$"
)
_IBID = re.compile(
    r"(?i)(?:ibid(?:em)?|idem|id(?=\.)|ebd|ebenda|a\.\s?a\.\s?O|loc\.\s?cit|там же)(?!\w)\.?[\s,:]*"
)
_BETWEEN_SOURCES = re.compile(
    r"(?<=[\dxv])(?:\s?ff?\.?)?(?:\s?[,&]|\s(?=and\b|und\b|et\b|и\b|cf\b|see\b))\s?(?:and|und|et|и)?\s?"
    r"(?:see also |see |cf\. )?(?=[“\"*‘]?[^\W\d_a-zа-яё])"
)
_IMPRINT = re.compile(r"\([^()]{0,150}\d{4}[^()]{0,20}\)")
_NOTE_END = re.compile(r";|(?<=[\dxvi\w)])\.(?=\s+[^\W\da-z]|\s*$)(?<!\b\w\.)")
_TITLE_MARKS = "“”„\"«»*_‘’'"
_JOINED = re.compile(r"(?i)[&/]|\b(?:and|und|et|и|u\. ?a|al|др)\b")


@dataclass(slots=True)
class Segment:
    """A segment without signal and remarks: `text[start:end]` of the whole text is what is left."""

    start: int
    end: int
    prefix: str
    suffix: str


def split(plain: str, start: int, end: int) -> Iterator[Segment]:
    """The segments of a bracket's content `plain[start:end]`, those of 300 characters and less."""
    at = start
    for part in plain[start:end].split(";"):
        if len(part) <= MAX_SEGMENT and (segment := trim(plain, at, at + len(part))):
            yield segment
        at += len(part) + 1


def trim(plain: str, start: int, end: int) -> Segment | None:
    """`plain[start:end]` without the signal before and the remarks after; None when nothing is left."""
    first, last = start, end
    content = plain[start:end]
    for signal in _SIGNAL.finditer(content):
        start = first + signal.end()
    if word := _LEADING_WORD.match(plain, start, end):
        start = word.end()
    for pattern in (_REMARK, _TRANSLATED, _COMMENT, _PURPOSE):
        if remark := pattern.search(plain[start:end]):
            end = start + remark.start()
    while start < end and (plain[start].isspace() or plain[start] in ",.:"):
        start += 1
    while start < end and (plain[end - 1].isspace() or plain[end - 1] in ",:"):
        end -= 1
    if start >= end:
        return None
    return Segment(start, end, plain[first:start].strip(), plain[end:last].strip())


def between_sources(plain: str, segment: Segment) -> list[Segment]:
    """A segment with several sources, cut where it may be: "Brooks 12, Figes 44"."""
    cuts = [(m.start(), m.end()) for m in _BETWEEN_SOURCES.finditer(plain, segment.start, segment.end)]
    if not cuts:
        return []
    starts = [segment.start, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), segment.end]
    parts = [trim(plain, start, end) for start, end in zip(starts, ends, strict=True)]
    return [part for part in parts if part]


def split_note(plain: str, start: int, end: int) -> Iterator[Segment]:
    """The sentences of a footnote, cut at semicolons too; initials and abbreviations end none."""
    at = start
    for match in [*_NOTE_END.finditer(plain, start, end), None]:
        stop = match.start() if match else end
        if stop - at <= MAX_SEGMENT and (segment := trim(plain, at, stop)):
            yield segment
        at = match.end() if match else end


def without_imprint(content: str) -> str:
    """`content`, as long as before, with "(Oxford: Oxford University Press, 2009)" as blanks."""
    return _IMPRINT.sub(lambda match: " " * len(match.group()), content)


def after_ibid(content: str) -> str | None:
    """What follows "ibid." at the start of `content`; None when it does not start so."""
    match = _IBID.match(content)
    return content[match.end() :] if match else None


def without_op_cit(content: str) -> str:
    """`content`, as long as before, with "op. cit." and its like as blanks."""
    return _OP_CIT.sub(lambda match: " " * len(match.group()), content)


def is_quoted(content: str) -> bool:
    """Whether `content` is in quotation marks or italics, as a title is."""
    bare = content.strip(" ,.;:")
    return len(bare) > 2 and bare[0] in _TITLE_MARKS and bare[-1] in _TITLE_MARKS


def is_joined(content: str) -> bool:
    return bool(_JOINED.search(content))
