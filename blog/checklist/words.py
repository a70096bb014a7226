"""How long a text is. Pure functions."""

from __future__ import annotations

import re
from math import ceil

from django.template.defaultfilters import pluralize

# Silent reading of English prose (Brysbaert, "How many words do we read per minute?", 2019: 238).
WORDS_PER_MINUTE = 238
# A footnote with the lines that belong to it; a picture; the address of a link; keys of sources; an address.
_NO_PROSE = re.compile(
    r"^\[\^[^\]\n]{1,100}\]:.*(?:\n(?:[ \t]*\n)*[ \t]{2,}\S.*)*"
    r"|!\[[^\[\]]{0,1000}\]\([^()\s]{0,2000}\)"
    r"|(?<=\])\([^()\s]{1,2000}\)"
    r"|\[\^[^\]\n]{1,100}\]"
    r"|\[[^\[\]\n]{0,200}@[^\[\]\n]{0,1000}\]"
    r"|\bhttps?://\S{1,2000}",
    re.MULTILINE,
)
_WORD = re.compile(r"\w+(?:[’'.,\-‐‑]\w+)*")


def count(text: str) -> int:
    """The words of an essay's prose, headings and quotations among them; not those of its footnotes."""
    return sum(1 for _ in _WORD.finditer(_NO_PROSE.sub(" ", text)))


def said(words: int) -> str:
    return f"{words:,} word{pluralize(words)}"


def minutes(words: int) -> int:
    """How long it takes to read them, in whole minutes, at least one."""
    return max(1, ceil(words / WORDS_PER_MINUTE))
