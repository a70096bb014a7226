"""Large pictures made smaller without a second copy of all their pixels. Pure functions."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

ROWS = 64
# In which mode pixels are scaled: colours of a palette, and numbers of more than 8 bits, cannot be.
_PLAIN = {"I": "L", "F": "L", "I;16": "L", "I;16B": "L", "I;16L": "L", "I;16N": "L", "RGBa": "RGBA"}


def scalable_mode(mode: str, *, is_transparent: bool) -> str:
    if mode in ("1", "P", "PA", "LA", "La"):
        return "RGBA" if is_transparent else "RGB"
    return _PLAIN.get(mode, mode)


def reduced(
    size: tuple[int, int], mode: str, band: Callable[[int, int], Image.Image], *, max_side: int
) -> Image.Image:
    """The picture whose rows `band(top, bottom)` gives, in `mode`, its longer side not below `max_side`.

    It is averaged over squares of whole pixels; what is not twice too large comes as it is.
    """
    width, height = size
    factor = max(1, max(size) // max_side)
    small = Image.new(mode, (-(-width // factor), -(-height // factor)))
    for top in range(0, height, ROWS * factor):
        rows = band(top, min(height, top + ROWS * factor)).convert(mode)
        small.paste(rows.reduce(factor) if factor > 1 else rows, (0, top // factor))
    return small
