"""What stands where a person has no picture: their initials on a colour of their own. Pure functions."""

from __future__ import annotations

from zlib import crc32

TINTS = 8  # classes h0 to h7 in base.css


def initials(name: str) -> str:
    """The first letters of the first and the last word: "TM" for Tom Maxwell."""
    words = [letters for word in name.split() if (letters := [c for c in word if c.isalnum()])]
    ends = words[:1] + words[1:][-1:]
    return "".join(letters[0].upper()[:1] for letters in ends)


def tint(name: str) -> int:
    """The number of somebody's colour: from the name alone, which everybody sees anyway."""
    return crc32(name.encode()) % TINTS
