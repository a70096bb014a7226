"""Text fields: one line of storable characters, with the inline markup that CSL-JSON knows and no other.

The markup is that of citeproc (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html): `<i>`,
`<b>`, `<sup>`, `<sub>`, small capitals, and `<span class="nocase">`. Pure functions.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right

# As much of a field as is ever printed; long texts are abstracts and notes.
MAX_FIELD = 2_000
MAX_LONG_FIELD = 20_000
MAX_URL = 2_000
MAX_TAG_DEPTH = 4
SMALL_CAPS = '<span style="font-variant:small-caps;">'
NOCASE = '<span class="nocase">'

_UNSTORABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_SPACE = re.compile("[ \t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]+")
_BREAK = re.compile("[ \t]*(?:\r\n|[\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029])[ \t]*")
_BREAKS = re.compile("\n{3,}")
_ACTIVE = re.compile(
    r"<(script|style|iframe|object|template|svg)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:[\s/][^<>]*)?)>|<!--[^<>]*-->")
_KEPT = {"i": "i", "em": "i", "b": "b", "strong": "b", "sup": "sup", "sub": "sub"}
_ROUNDS = 4


class Lines:
    """Where the lines of a text begin."""

    def __init__(self, text: str) -> None:
        self._breaks = array("I", (match.start() for match in re.finditer("\n", text)))

    def number(self, place: int) -> int:
        """The number of the line, from 1, that has the character at `place`."""
        return bisect_right(self._breaks, place - 1) + 1


def one_line(text: str, limit: int = MAX_FIELD) -> str:
    """`text` as one line of at most `limit` characters, normalised (NFC), its markup put right."""
    return _marked_up(_SPACE.sub(" ", _storable(text, limit)))


def lines(text: str) -> str:
    """A long text, with its line breaks: at most one empty line between two paragraphs."""
    broken = _BREAKS.sub("\n\n", _BREAK.sub("\n", _storable(text, MAX_LONG_FIELD)))
    return _marked_up(broken)


def plain(text: str, limit: int = MAX_FIELD) -> str:
    """One line without any markup: what goes into names, identifiers and keys."""
    text = one_line(text, limit)
    for _ in range(_ROUNDS):
        if not _TAG.search(text):
            return text
        text = _SPACE.sub(" ", _TAG.sub("", text)).strip()
    return _SPACE.sub(" ", re.sub("[<>]", " ", text)).strip()


def squeezed(text: str) -> str:
    """With one blank for every run of white space, but for blanks that are meant (no-break, thin)."""
    return _SPACE.sub(" ", text).strip(" ")


def url(text: str) -> str:
    """The address, if a browser may open it from a page (http, https); else nothing."""
    address = "".join(_storable(text, MAX_URL + 1).split())
    if address[:4].lower() == "www.":
        address = f"https://{address}"
    if len(address) > MAX_URL or not re.match(r"(?i)https?://[^/?#\s]", address):
        return ""
    return re.sub(r"""[<>"{}|\\^`]""", lambda found: f"%{ord(found[0]):02X}", address)


def is_altered(before: str, after: str) -> bool:
    """Whether more than white space and composition went on the way."""
    return "".join(unicodedata.normalize("NFC", before).split()) != "".join(after.split())


def _storable(text: str, limit: int) -> str:
    # Composition may lengthen a text or shorten it: cut before it for cost, and after it for the limit.
    cut = _UNSTORABLE.sub("", text[: 4 * limit])
    if not cut.isascii():
        cut = unicodedata.normalize("NFC", cut)
    return cut[:limit].strip()


def _marked_up(text: str) -> str:
    """The text with only CSL's tags, each of them closed and nested."""
    if "<" not in text:
        return text.strip()
    for _ in range(_ROUNDS):
        cleaned = _balanced(_ACTIVE.sub(" ", text)).strip()
        if cleaned == text:
            return text
        text = cleaned
    # What still makes new tags by losing old ones was built to do that.
    return re.sub(r"\s+", " ", re.sub("[<>]", " ", text)).strip()


def _balanced(text: str) -> str:
    pieces: list[str] = []
    still_open: list[tuple[str, int, bool]] = []  # the closing tag, where the opening one stands, kept
    end = 0
    for match in _TAG.finditer(text):
        pieces.append(text[end : match.start()])
        end = match.end()
        closing, name, attributes = match[1], (match[2] or "").lower(), match[3] or ""
        if closing:
            if still_open and still_open[-1][0] == _closing(name):
                shut, _, kept = still_open.pop()
                pieces.append(shut if kept else "")
            continue
        if not (tag := _opening(name, attributes)) and name != "span":
            continue
        kept = bool(tag) and len(still_open) < MAX_TAG_DEPTH
        still_open.append((_closing(name), len(pieces), kept))
        pieces.append(tag if kept else "")
    for _, place, _ in still_open:
        pieces[place] = ""
    return "".join(pieces) + text[end:]


def _opening(name: str, attributes: str) -> str:
    if name == "sc" or (name == "span" and "small-caps" in attributes):
        return SMALL_CAPS
    if name == "span":
        return NOCASE if "nocase" in attributes else ""
    return f"<{_KEPT[name]}>" if name in _KEPT else ""


def _closing(name: str) -> str:
    return "</span>" if name in ("span", "sc") else f"</{_KEPT.get(name, name)}>"
