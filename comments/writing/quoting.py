"""A comment's words as a quotation in Markdown, to be answered. Pure."""

from __future__ import annotations

import re

# Enough to know what is answered; the whole stands above the answer.
MAX_QUOTED = 1_000
_QUOTATION = re.compile(r" {0,3}>")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")


def quote(body: str, most: int = MAX_QUOTED) -> str:
    """`body` with "> " before each line, and a blank line behind, where the answer goes.

    What it quotes itself is left out, unless it says nothing else. Longer than `most`, it ends with "…".
    """
    own = "\n".join(line for line in body.split("\n") if not _QUOTATION.match(line))
    words = _BLANK_LINES.sub("\n\n", own.strip("\n").rstrip() or body.strip("\n").rstrip())
    if not words.strip():
        return ""
    if len(words) > most:
        words = _cut(words, most)
    return "".join(f"> {line}".rstrip() + "\n" for line in words.split("\n")) + "\n"


def _cut(words: str, most: int) -> str:
    """Whole words; a block of code that the cut leaves open is closed."""
    kept = words[:most]
    if not words[most].isspace() and (shorter := re.sub(r"\S+\Z", "", kept).rstrip()):
        kept = shorter
    kept = f"{kept.rstrip()} …"
    fence = ""
    for line in kept.split("\n"):
        found = _FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif found and line.strip().startswith(fence):
            fence = ""
    return f"{kept}\n{fence}" if fence else kept
