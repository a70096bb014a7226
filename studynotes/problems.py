"""What is wrong with a text that somebody typed, so that it can be said line by line."""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """What is wrong, as a sentence, and on which line, counted from 1; 0 where it is about the whole."""

    line: int
    words: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.words}" if self.line else self.words
