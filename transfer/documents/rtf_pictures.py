"""The pictures in the RTF that Word puts on the clipboard beside HTML whose pictures are files of its own.

Rich Text Format 1.9.1, "Pictures". Pure functions; one pass, whatever the nesting.
"""

from __future__ import annotations

import re

from .refusing import MAX_PICTURE_BYTES, MAX_PICTURES

_TOKEN = re.compile(rb"\\bin(\d{1,9}) ?|\\([a-z]{1,32})(?:-?\d{1,10})? ?|\\.|[{}]|[^\\{}]+", re.DOTALL)
_NOT_HEX = re.compile(rb"[^0-9a-fA-F]+")
# The same picture once more for old programs, a list's bullets, and what a picture says of itself.
_SKIPPED = {b"nonshppict", b"listpicture", b"picprop", b"blipuid"}


def pictures(rtf: bytes) -> list[bytes | None]:
    """The bytes of each picture in order; None for one of a format that no browser shows."""
    found: list[bytes | None] = []
    depth, at, skip_from, picture_at = 0, 0, 0, 0
    shown, binary = False, b""
    hexadecimal: list[bytes] = []
    while (match := _TOKEN.match(rtf, at)) and len(found) < MAX_PICTURES:
        at, token, word = match.end(), match[0], match[2]
        if token == b"{":
            depth += 1
        elif token == b"}":
            if picture_at and picture_at == depth:
                found.append(_bytes(hexadecimal, binary) if shown else None)
                picture_at, shown, hexadecimal, binary = 0, False, [], b""
            skip_from = 0 if skip_from == depth else skip_from
            depth = max(depth - 1, 0)
        elif match[1]:
            length = int(match[1])
            binary = rtf[at : at + length] if picture_at and not skip_from else b""
            at += length
        elif word in _SKIPPED:
            skip_from = skip_from or depth
        elif skip_from:
            continue
        elif word == b"pict":
            picture_at = picture_at or depth
        elif word in (b"pngblip", b"jpegblip"):
            shown = True
        elif not word and picture_at == depth and not token.startswith(b"\\"):
            hexadecimal.append(token)
    return found


def _bytes(hexadecimal: list[bytes], binary: bytes) -> bytes | None:
    digits = _NOT_HEX.sub(b"", b"".join(hexadecimal))
    if binary or len(digits) > 2 * MAX_PICTURE_BYTES:
        return binary or None
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode()) or None
