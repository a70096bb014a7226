"""HEIC, the pictures of phones: the one home of the library that decodes them.

It is asked only where the bytes announce this format; nothing else that reads pictures knows it.
"""

from __future__ import annotations

from collections.abc import Callable

import pi_heif
from PIL import Image

from .scaling import reduced, scalable_mode


def decode(data: bytes, *, check: Callable[[tuple[int, int]], None], max_side: int) -> Image.Image:
    """The main picture, upright, with its colour profile. `check` may refuse its size before it is decoded.

    Raises whatever the library stumbles over.
    """
    file = pi_heif.open_heif(data, convert_hdr_to_8bit=True)
    picture = file[file.primary_index]
    check(picture.size)
    pixels, stride, mode = picture.data, picture.stride, picture.mode

    def band(top: int, bottom: int) -> Image.Image:
        rows = memoryview(pixels)[top * stride : bottom * stride]
        return Image.frombytes(mode, (picture.size[0], bottom - top), rows, "raw", mode, stride)

    kept = scalable_mode(mode, is_transparent=mode.endswith(("A", "a")))
    image = reduced(picture.size, kept, band, max_side=max_side)
    if profile := picture.info.get("icc_profile"):
        image.info["icc_profile"] = profile
    return image
