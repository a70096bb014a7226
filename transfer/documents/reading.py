"""A document or a clipboard as it would stand in an essay. Nothing is stored here."""

from __future__ import annotations

import base64
import binascii
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote_to_bytes

from accounts.texts import one_line, storable, upright
from blog.models import MAX_BODY_LENGTH, MAX_TITLE_LENGTH

from . import cleaning, converting, notation, odt, rtf_pictures, word
from .converting import Converted, Whole
from .kinds import OLD_WORD, contradiction
from .packages import Package
from .pictures import MISSING, NOT_SHOWN, Collection, Found, LeftOut, elsewhere
from .refusing import EMPTY, TOO_LONG, Refused, check_length

MAX_BYTES = 20 * 1024 * 1024
TOO_LARGE = f"The file is too large: a document may have {MAX_BYTES // 1024**2} MB."
OTHER_KIND = (
    "Only .docx, .odt and .md files can be read. Open it in your word processor and save it as .docx."
)
NOT_UTF8 = "This is not a text in UTF-8, whatever its name says."
BUSY = "Other documents are being read in just now. Please try again in a minute."
LOST_NOTES = "Footnotes whose text did not come along were left out."
WORD, ODT, MARKDOWN = (".docx",), (".odt",), (".md", ".markdown", ".txt")
# Each takes up to 180 MB beside this process for a few seconds.
_AT_ONCE = threading.BoundedSemaphore(2)
LONGEST_WAIT = 1.5
_DATA = re.compile(r"data:image/[a-z0-9.+-]+((?:;[a-z0-9=.-]+)*),", re.IGNORECASE)
_DATA_ADDRESS = re.compile(r"data:image/[^\s)]*")
_FRONT = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE_LINE = re.compile(r"^title[ \t]*:[ \t]*(.{1,500})$", re.MULTILINE | re.IGNORECASE)


@dataclass
class Draft:
    """A text in our Markdown; `items` are works that it cites by these keys.

    Its pictures are still "pending", under the `mark` of their Collection.
    """

    text: str
    title: str = ""
    lines: list[str] = field(default_factory=list)
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    pictures: list[Found] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    mark: str = ""


def read_document(data: bytes, name: str) -> Draft:
    """A file of that name. Raises Refused with what is wrong with it."""
    if len(data) > MAX_BYTES:
        raise Refused(TOO_LARGE)
    kind = PurePath(name).suffix.lower()
    if kind in (".docm", ".dotm"):
        raise Refused(word.MACROS)
    if kind not in (*WORD, *ODT, *MARKDOWN):
        raise Refused(OLD_WORD if kind == ".doc" else OTHER_KIND)
    if not data:
        raise Refused("The file is empty.")
    if told := contradiction(data, kind):
        raise Refused(told)
    with _one_of_few():
        return _read(data, kind, named=PurePath(name).stem)


def read_clipboard(*, markup: str, rtf: bytes = b"", files: Sequence[bytes] = ()) -> Draft:
    """What a program put on the clipboard: HTML, and beside it RTF with the pictures, or picture files.

    Raises Refused where it cannot be read: whoever asked pastes the plain text then.
    """
    with _one_of_few():
        cleaned = cleaning.clean(markup or "<p><img></p>" * len(files))
        finder = _ClipboardPictures(cleaned.pictures, rtf, files)
        pictures = Collection(finder)
        converted = converting.convert(
            cleaned.html.encode(errors="replace"), converting.HTML, draw=pictures.draw
        )
    if not converted.text:
        raise Refused(" ".join(pictures.told()) or EMPTY)
    return _draft(converted, pictures)


def _read(data: bytes, kind: str, *, named: str) -> Draft:
    """`named` is what it is called that has no title."""
    if kind in WORD:
        return _read_word(Package(data), named)
    if kind in ODT:
        return _read_odt(Package(data), named)
    return _read_markdown(data, named)


def _read_word(package: Package, named: str) -> Draft:
    document = word.opened(package)
    pictures = Collection(lambda address: word.picture(package, address))
    converted = converting.convert(
        document.content,
        converting.WORD,
        draw=pictures.draw,
        linked=document.citations,
        whole=Whole(named=named),
    )
    return _draft(converted, pictures, document.works | _referred(converted.references))


def _read_odt(package: Package, named: str) -> Draft:
    document = odt.opened(package)
    pictures = Collection(lambda address: odt.picture(package, address))
    converted = converting.convert(
        document.content,
        converting.ODT,
        draw=lambda alt, caption, address: pictures.draw(*document.words(address, caption or alt), address),
        whole=Whole(document.title, named),
    )
    return _draft(converted, pictures, {notation.key(key): item for key, item in document.works.items()})


def _read_markdown(data: bytes, named: str) -> Draft:
    if b"\0" in data:
        raise Refused(NOT_UTF8)
    try:
        text = storable(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused(NOT_UTF8) from error
    title, text = _without_front_matter(text)
    check_length(len(_DATA_ADDRESS.sub("", text)))
    pictures = Collection(_inline)
    converted = converting.convert(
        text.encode(), converting.MARKDOWN, draw=pictures.draw, whole=Whole(title, named)
    )
    return _draft(converted, pictures)


def _draft(
    converted: Converted, pictures: Collection, items: Mapping[str, dict[str, Any]] | None = None
) -> Draft:
    text = upright(storable(converted.text))
    if not text.strip():
        raise Refused(EMPTY)
    if len(text) > MAX_BODY_LENGTH:
        raise Refused(TOO_LONG)
    told = pictures.told() + ([LOST_NOTES] if converted.lost_notes else [])
    title = one_line(storable(converted.title))[:MAX_TITLE_LENGTH]
    lines = [line for line in (one_line(storable(line)) for line in converted.works) if line]
    return Draft(text, title, lines, dict(items or {}), pictures.found, told, pictures.mark)


def _referred(references: Sequence[Any]) -> dict[str, dict[str, Any]]:
    """The works that Zotero's and Mendeley's fields carry with them."""
    known = [item for item in references if isinstance(item, dict) and isinstance(item.get("id"), str)]
    return {notation.key(item["id"]): {k: v for k, v in item.items() if k != "id"} for item in known}


def _without_front_matter(text: str) -> tuple[str, str]:
    """The title that the head of a Markdown file gives, and the file without that head."""
    front = _FRONT.match(text)
    if not front:
        return "", text
    title = _TITLE_LINE.search(front[1])
    return (title[1].strip().strip("\"'") if title else ""), text[front.end() :]


def _inline(address: str) -> bytes:
    """The bytes of a `data:` address. Raises LeftOut for every other: nothing is fetched."""
    head = _DATA.match(address)
    if not head:
        raise elsewhere(address)
    written = address[head.end() :]
    try:
        return base64.b64decode(written) if ";base64" in head[1].lower() else unquote_to_bytes(written)
    except (binascii.Error, ValueError) as error:
        raise LeftOut(NOT_SHOWN) from error


class _ClipboardPictures:
    """Gives the bytes of "picture:3": inline, in the RTF in the same order, or a file beside it."""

    def __init__(self, addresses: Sequence[str], rtf: bytes, files: Sequence[bytes]) -> None:
        self.addresses, self.files = addresses, files
        own = [n for n, address in enumerate(addresses) if address.lower().startswith("file:")]
        found = rtf_pictures.pictures(rtf) if own and rtf else []
        # By their order; where the two disagree nobody knows which is which.
        self.by_number = dict(zip(own, found, strict=True)) if len(own) == len(found) else {}

    def __call__(self, address: str) -> bytes:
        number = int(address.removeprefix("picture:"))
        was = self.addresses[number]
        if number in self.by_number:
            data = self.by_number[number]
            if data is None:
                raise LeftOut(NOT_SHOWN)
            return data
        if not was.lower().startswith("data:") and len(self.addresses) == len(self.files):
            return self.files[number]
        if not was or was.lower().startswith(("file:", "blob:", "cid:")):
            raise LeftOut(MISSING)
        return _inline(was)


@contextmanager
def _one_of_few() -> Iterator[None]:
    if not _AT_ONCE.acquire(timeout=LONGEST_WAIT):
        raise Refused(BUSY)
    try:
        yield
    finally:
        _AT_ONCE.release()
