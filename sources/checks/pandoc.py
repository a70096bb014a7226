"""Citations in Pandoc's notation (https://pandoc.org/MANUAL.html#citation-syntax). Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import locators

_KEY = re.compile(
    r"(?<![\w@\\/.])(-?)@(?:\{([^{}\s]{1,200})\}|([^\W_](?:[\w]|[:.#$%&\-+?<>~/](?=\w)){0,199}|_\w{1,199}))"
)
_BRACES = re.compile(r"[\s,]*\{([^{}]{0,300})\}")
_NEXT_BRACKET = re.compile(r"\s?\[([^\[\]@]{0,300})\]")


@dataclass(frozen=True, slots=True)
class Key:
    """A citation key in a text, from its "@" (or "-@") to its end."""

    start: int
    end: int
    id: str
    suppressed: bool


def find_keys(plain: str, start: int = 0, end: int | None = None) -> list[Key]:
    """Every `@key` of `plain[start:end]`; addresses of e-mail are none."""
    stop = len(plain) if end is None else end
    return [
        Key(match.start(), match.end(), match[2] or match[3], bool(match[1]))
        for match in _KEY.finditer(plain, start, stop)
    ]


def read_suffix(suffix: str) -> tuple[str, str, str]:
    """The locator, its CSL label and what follows, of what stands after a key: ", pp. 3-5 and passim"."""
    if braces := _BRACES.match(suffix):
        tail = locators.leading(braces[1])
        written = braces[1].strip(" ,")
        if tail and tail[0].label == "page":
            label = re.match(r"(?i)\s*(?:pp?|pages?|pg)\.?\s*", braces[1])
            written = braces[1][label.end() if label else 0 :].strip(" ,")
        return written, tail[0].label if tail else "", _rest(suffix[braces.end() :])
    if tail := locators.leading(suffix):
        return tail[0].locator, tail[0].label, _rest(suffix[tail[1] :])
    return "", "", _rest(suffix)


def _rest(suffix: str) -> str:
    """With the comma that it begins with, which is the author's: "12, my emphasis", "12 and passim"."""
    return suffix.strip().rstrip(" ,")


def bracket_after(plain: str, key: Key) -> tuple[int, str]:
    """Where a key in the sentence ends, and what is in the bracket that follows it: "@freeze [347]"."""
    match = _NEXT_BRACKET.match(plain, key.end)
    return (match.end(), match[1]) if match else (key.end, "")
