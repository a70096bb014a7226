"""In which sizes and formats a picture is offered: told by its width alone, before the copies are made.

So no essay is drawn anew when they are. Pure functions.
"""

from __future__ import annotations

WIDTHS = (480, 960, 1600)
# The best first: a browser takes the first one that it knows.
FORMATS = ("avif", "webp")
# As wide as a text is set, and its pictures with it (docs/design.md).
SIZES = "(min-width: 66rem) 41rem, 100vw"
# The first of these in pixels: what has no more is shown no larger than it is.
MEASURE = 656


def sizes(width: int) -> str:
    """How wide a picture of `width` pixels is shown in a text, as `sizes` wants it."""
    return SIZES if width >= MEASURE else f"min(100vw, {width}px)"


def copied(width: int) -> list[int]:
    """The widths of the copies that a picture of `width` pixels has, in each of FORMATS."""
    return sorted({min(width, wide) for wide in WIDTHS})


def copies(url: str, width: int, format_: str) -> str:
    """The copies in one format of the picture at `url`, as `srcset` wants them."""
    return ", ".join(f"{url}.{wide}.{format_} {wide}w" for wide in copied(width))


def srcset(url: str, width: int) -> str:
    """The smaller copies and the picture itself, where an element has one list; empty for a small picture."""
    smaller = [f"{url}.{wide}.webp {wide}w" for wide in WIDTHS if wide < width]
    return ", ".join([*smaller, f"{url} {width}w"]) if smaller else ""
