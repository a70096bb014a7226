"""A file that somebody uploads or pastes: bytes to text, text to items. Pure functions.

The encoding is guessed only where the file does not say it, and then the guess is told: a wrong one shows in
the preview. The format is told from the text; the file's name is asked only where the text says nothing.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from . import bibtex, csljson, ris
from .model import MAX_CHARACTERS, Problem, Reading

# Of the longest text in the widest encoding that anybody exports; four bytes only for CJK's rarest.
MAX_BYTES = 2 * MAX_CHARACTERS
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP or Word file",
    b"\x1f\x8b": "a compressed file",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"SQLite format": "a database",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_HIGH = re.compile(rb"[\x80-\xff]+")
_CYRILLIC = re.compile(rb"[\xc0-\xff\xa8\xb8]{3,}")
# A tenth of the bytes above ASCII may be wrong before UTF-8 itself is in doubt.
_TOLERATED = 0.1
_SAMPLE = 200_000

READERS: dict[str, Callable[[str], Reading]] = {
    "bibtex": bibtex.read,
    "ris": ris.read,
    "csl-json": csljson.read,
}
_NAMES = {"bib": "bibtex", "ris": "ris", "json": "csl-json", "csljson": "csl-json"}
_LOOKS = {
    "csl-json": re.compile(r"\s*[\[{]\s*(?:[\]{}\"]|\Z)"),
    "ris": re.compile(r"^[ \t]*TY[ \t]{1,3}-", re.MULTILINE),
    "bibtex": re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.MULTILINE),
}


class Refused(ValueError):
    """The file is none that can be read, for the reason it says."""


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file, its encoding, and what to say about how it was read (empty when nothing)."""

    text: str
    encoding: str
    note: str = ""


def decode(data: bytes) -> Text:
    """The text of a file's bytes. Raises Refused for what is too large or no text at all."""
    if len(data) > MAX_BYTES:
        raise Refused(f"The file is larger than {MAX_BYTES // 1_000_000} MB.")
    for start, name in _BINARY.items():
        if data.startswith(start):
            raise Refused(f"This is {name}, and no bibliography.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, errors="replace")
            return Text(text, encoding, _replaced(text))
    if encoding := _wide(data):
        text = data.decode(encoding, errors="replace")
        return Text(
            text, encoding, f"Read as {encoding.upper()}, which the file does not say; check the letters."
        )
    try:
        return Text(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _guessed(data)


def detect(text: str, name: str = "") -> str:
    """ "bibtex", "ris" or "csl-json"; empty where nothing tells."""
    sample = text[:_SAMPLE].lstrip("\ufeff")
    for kind, looks in _LOOKS.items():
        if looks.match(sample) if kind == "csl-json" else looks.search(sample):
            return kind
    return _NAMES.get(name.lower().rpartition(".")[2], "")


def read(data: bytes | str, *, name: str = "", kind: str = "") -> Reading:
    """The items of a file or a pasted text, in the format `kind` or the one that it seems to have.

    Raises Refused for what is no bibliography at all.
    """
    source = Text(data, "") if isinstance(data, str) else decode(data)
    kind = kind or detect(source.text, name)
    if kind not in READERS:
        raise Refused("This is neither BibTeX, RIS nor CSL-JSON.")
    reading = READERS[kind](source.text)
    if not source.note:
        return reading
    return replace(reading, problems=(Problem(0, source.note), *reading.problems))


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: the noughts of its ASCII are every other byte. No other text has any."""
    sample = data[:4_000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if not even and not odd:
        return ""
    if max(even, odd) * 20 < len(sample) or min(even, odd) * 10 > max(even, odd):
        raise Refused("This is no text file.")
    return "utf-16-be" if even > odd else "utf-16-le"


def _guessed(data: bytes) -> Text:
    """Text that is no clean UTF-8: that with a few bad bytes, or an older encoding."""
    text = data.decode("utf-8", errors="replace")
    runs = _HIGH.findall(data[:_SAMPLE])
    high = sum(map(len, runs))
    if text[:_SAMPLE].count("\ufffd") <= high * _TOLERATED:
        return Text(text, "utf-8", _replaced(text))
    # A Chinese character is two bytes, a Russian word many, and a letter with an accent stands alone.
    paired = sum(len(run) for run in runs if len(run) % 2 == 0)
    cyrillic = sum(map(len, _CYRILLIC.findall(data[:_SAMPLE])))
    if paired >= high * 0.95 and (text := _as_chinese(data)):
        encoding = "gb18030"
    elif cyrillic >= high * 0.6:
        encoding, text = "cp1251", data.decode("cp1251", errors="replace")
    else:
        encoding, text = "latin-1", data.decode("cp1252", errors="replace")
    shown = {
        "gb18030": "GBK (Chinese)",
        "cp1251": "Windows-1251 (Cyrillic)",
        "latin-1": "Latin-1 (Western European)",
    }
    return Text(
        text, encoding, f"The file is not UTF-8. It was read as {shown[encoding]}; check the letters."
    )


def _as_chinese(data: bytes) -> str:
    """The text, if its characters are mostly those that Chinese is written with."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    foreign = [c for c in text[:_SAMPLE] if c > "\x7f"]
    common = sum(
        "\u4e00" <= c <= "\u9fff" or "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uffef" for c in foreign
    )
    # The common characters come first in GB 2312: what Latin letters turn into does not.
    simple = sum(0xB0 <= c.encode("gb18030")[0] <= 0xD7 for c in foreign if "\u4e00" <= c <= "\u9fff")
    return text if common >= len(foreign) * 0.8 and simple * 2 >= common else ""


def _replaced(text: str) -> str:
    if not (count := text.count("\ufffd")):
        return ""
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    return f"{count} characters could not be read and are shown as “\ufffd”, the first in line {line}."
