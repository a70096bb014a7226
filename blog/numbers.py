"""Keys of rows in addresses."""

from __future__ import annotations

MAX_DIGITS = 15


def number(text: str) -> int:
    """The number that `text` says, 0 where it says none that a row could have."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else 0
