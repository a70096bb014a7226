"""The list of sources at the end of a document: taken out of the text, a line a work. Pure functions."""

from __future__ import annotations

import re
from typing import Any

from blog.models import MAX_LINE_LENGTH, MAX_LISTED

from .inlines import Node, text, unwrapped
from .tree import runs_within

_NAMES = re.compile(
    r"(?:\d+\.?\s*|[ivxlc]+\.\s*)?(?:works?\s+(?:cited|consulted)|sources?(?:\s+(?:used|cited))?|bibliograph(?:y|ies)"
    r"|references?(?:\s+(?:list|cited))?|reference\s+list|list\s+of\s+(?:sources|references|works\s+cited)"
    r"|(?:selected|select|annotated)\s+bibliography|literature(?:\s+cited)?)\s*:?",
    re.IGNORECASE,
)
# "———. Lenin" is by the author of the entry before.
_DASHES = re.compile(r"(?:[—―]{2,}|-{3,}|_{3,}|–{3,})\s*[.,]?\s*")
_NUMBERED = re.compile(r"\[\d{1,3}\]\s*")


def taken(blocks: list[Node]) -> tuple[list[Node], list[str]]:
    """`blocks` without the list at their end, and its lines; where there is none, all of them and no line."""
    start = next((n for n in range(len(blocks) - 1, -1, -1) if _is_name(blocks[n])), None)
    if start is None or not all(_is_entry(block) for block in blocks[start + 1 :]):
        return blocks, []
    lines = _lines(blocks[start + 1 :])
    if not lines and start == len(blocks) - 1 and blocks[start]["t"] == "Header":
        # The list itself was Word's, made of its own list of sources.
        return blocks[:start], []
    if not lines or len(lines) > MAX_LISTED or max(map(len, lines)) > MAX_LINE_LENGTH:
        return blocks, []
    rest = blocks[:start]
    while rest and rest[-1]["t"] == "HorizontalRule":
        rest = rest[:-1]
    return rest, lines


def _is_name(block: Node) -> bool:
    """A heading, or a short paragraph that is one in all but name."""
    if block["t"] == "Header":
        return bool(_NAMES.fullmatch(text(block["c"][2]).strip()))
    if block["t"] in ("Para", "Plain"):
        inlines = unwrapped(unwrapped(block["c"], "Strong"), "Emph")
        return bool(_NAMES.fullmatch(text(inlines).strip()))
    return False


def _is_entry(block: Node) -> bool:
    return block["t"] in ("Para", "Plain", "BulletList", "OrderedList", "BlockQuote", "HorizontalRule")


def _lines(blocks: list[Any]) -> list[str]:
    lines: list[str] = []
    for inlines in runs_within(blocks):
        line = _NUMBERED.sub("", " ".join(_with_addresses(inlines).split()), count=1)
        dashes = _DASHES.match(line)
        if dashes and lines:
            line = f"{_author(lines[-1])}. {line[dashes.end() :]}"
        if line and line not in lines:
            lines.append(line)
    return lines


def _author(line: str) -> str:
    """What stands before the title: up to the first full stop that ends more than an initial."""
    match = re.match(r".{0,200}?(?<![\s.][A-Z])(?=\.\s)", line)
    return match[0] if match else line.split(".")[0]


def _with_addresses(inlines: list[Node]) -> str:
    """The words, and after a link's its address where the words do not say it."""
    told = ""
    for inline in inlines:
        words = text(inline)
        told += words
        if inline["t"] == "Link" and inline["c"][2][0].rstrip("/") not in words:
            told += f" {inline['c'][2][0]}" if "://" not in words else ""
    return told
