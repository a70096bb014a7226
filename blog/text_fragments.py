"""Links to words of a page, which browsers find by themselves and show: text fragments. Pure functions.

https://wicg.github.io/scroll-to-text-fragment/
"""

from __future__ import annotations

from urllib.parse import quote as percent

# A longer passage is looked for by so many of its first and last words, a shorter one with some before it.
MOST_WORDS, ENDS = 8, 3


def text_fragment(words: str, before: str = "") -> str:
    """What stands behind "#" in the address of `words`, which follow `before` on the page."""
    said, earlier = words.split(), before.split()[-ENDS:]
    prefix = f"{_encoded(earlier)}-," if earlier else ""
    if len(said) <= MOST_WORDS:
        return f":~:text={prefix}{_encoded(said)}"
    return f":~:text={prefix}{_encoded(said[:ENDS])},{_encoded(said[-ENDS:])}"


def _encoded(words: list[str]) -> str:
    # A hyphen has a meaning there.
    return percent(" ".join(words), safe="").replace("-", "%2D")
