"""What a file is whose name says something else, by its first bytes. Pure functions."""

from __future__ import annotations

import re

OLD_WORD = "This is a file of an old Word (.doc), or protected by a password. Save it as .docx without one."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMES = {".docx": "a Word document (.docx)", ".odt": "an OpenDocument text (.odt)"}
_SAVE = "Open it in your word processor and save it as .docx."
_PICTURE = rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyp(?:hei|avi|mif)"
_PAGE = rb"<(?:!doctype html|html|head|body|meta|\?xml)"
# How each begins, what it is called, and what helps.
_KINDS = [
    (re.compile(rb"%PDF"), "a PDF", "Import what it was made from, or copy its text and paste it."),
    (re.compile(rb"\{\\rtf"), "Rich Text (.rtf)", _SAVE),
    (re.compile(_PICTURE, re.DOTALL), "a picture", "The editor takes pictures by its tool Image."),
]
_OTHERS_THAN_PACKAGES = [
    (re.compile(_PAGE, re.IGNORECASE), "a web page (HTML)", f"{_SAVE} Or copy its text and paste it."),
    # No control characters but those that part lines, or UTF-16.
    (re.compile(rb"(?!PK\x03\x04)[^\0-\x08\x0e-\x1f]*\Z|\xff\xfe|\xfe\xff"), "plain text", "Name it .txt."),
]
_OTHERS_THAN_TEXTS = [(re.compile(rb"PK\x03\x04"), "a packed file", "A Word document is called .docx.")]


def contradiction(data: bytes, kind: str) -> str:
    """What is to be said of a file whose name ends in `kind` and that is no such; "" where it may be one."""
    start = data[:2_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(OLE):
        return OLD_WORD
    for beginning, name, help_ in [
        *_KINDS,
        *(_OTHERS_THAN_PACKAGES if kind in _NAMES else _OTHERS_THAN_TEXTS),
    ]:
        if beginning.match(start):
            return f"This is {name}, not {_NAMES.get(kind, 'a text')}. {help_}"
    return ""
