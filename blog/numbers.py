"""Keys and counts of rows, as addresses and forms say them."""

from __future__ import annotations

MAX_DIGITS = 15
# What a column of counts holds in every database.
MAX_COUNT = 2**31 - 1


def number(text: str) -> int:
    """The number that `text` says, 0 where it says none that a row could have."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else 0


def count(text: str) -> int:
    """The same for what is counted, such as an essay's revisions."""
    found = number(text)
    return found if found <= MAX_COUNT else 0
