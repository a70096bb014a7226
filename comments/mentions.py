"""Where a text names people: "@Display Name". Pure.

No name stands in an e-mail address, an address of the web, code or a quotation: who is quoted is not called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

# What may stand before the "@" beside blanks: opening marks, and Markdown's own. "[@key]" is a citation.
_BEFORE = "({\"'“‘„«‹*_~—–-,;:!?"
_AT = re.compile(r"@(?=\w)")
_QUOTED_LINE = re.compile(r"^ {0,3}>.*$", re.MULTILINE)
_FENCED = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:.(?!\n[ \t]*\n))*?(?<!`)\1(?!`)", re.DOTALL)


class Mentioned(NamedTuple):
    """`text[start:end]` is "@" and `name`, in upper or lower case."""

    start: int
    end: int
    name: str


def find(text: str, names: Iterable[str]) -> list[Mentioned]:
    """The places where `text` names somebody, in order; where several names fit, the longest.

    Two people of one name have one entry in `names`: both are meant.
    """
    known: dict[str, str] = {name.casefold(): name for name in names}
    longest_first = sorted(known, key=len, reverse=True)
    found = []
    for at in _AT.finditer(text):
        before = text[at.start() - 1 : at.start()]
        if before and not before.isspace() and before not in _BEFORE:
            continue
        for folded in longest_first:
            end = at.end() + len(known[folded])
            if text[at.end() : end].casefold() == folded and not _goes_on(text, end):
                found.append(Mentioned(at.start(), end, known[folded]))
                break
    if not found:
        return []
    out = [span.span() for pattern in (_FENCED, _CODE, _QUOTED_LINE) for span in pattern.finditer(text)]
    return [one for one in found if not any(start <= one.start < end for start, end in out)]


def _goes_on(text: str, end: int) -> bool:
    """The word goes on: "@Tomas" does not name Tom, nor do "@tom-2020" and "@tom.smith"; "@Tom." does."""
    after = text[end : end + 2]
    if not after:
        return False
    return after[0].isalnum() or after[0] == "_" or (after[0] in "-.@" and after[1:].isalnum())
