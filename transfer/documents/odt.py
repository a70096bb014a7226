"""OpenDocument texts (.odt): what must not be in them, their title, and the works that they mark."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from .odt_styles import HREF, NS, Styles
from .packages import ENCRYPTED, Package, rebuilt
from .refusing import MAX_PICTURE_BYTES, MAX_WORKS, Refused, check_length

MIME_TYPE = b"application/vnd.oasis.opendocument.text"
MACROS = "This file has macros. Save it as a document without macros (.odt) and try again."
LINKED = (
    "A picture of this document is only a link to {}. In LibreOffice choose Edit, External Links, "
    "Break Link, and try again."
)
NO_ODT = "This is not an OpenDocument text (.odt), whatever its name says."
_PARTS = ("content.xml", "styles.xml", "meta.xml")
_TEXT = f"{{{NS['text']}}}"
_TYPES = {
    "book": "book", "booklet": "pamphlet", "article": "article-journal", "journal": "article-journal",
    "inbook": "chapter", "incollection": "chapter", "inproceedings": "paper-conference",
    "proceedings": "book", "conference": "paper-conference", "phdthesis": "thesis", "mastersthesis": "thesis",
    "techreport": "report", "unpublished": "manuscript", "manual": "book", "www": "webpage",
}  # fmt: skip
_VARIABLES = {
    "title": "title", "publisher": "publisher", "address": "publisher-place", "journal": "container-title",
    "booktitle": "container-title", "volume": "volume", "number": "issue", "pages": "page", "url": "URL",
    "edition": "edition", "isbn": "ISBN", "school": "publisher", "institution": "publisher",
}  # fmt: skip


@dataclass
class OdtDocument:
    """What pandoc shall read, the title that the text begins with, and the works that it marks, by key.

    `figures` are the description and the caption of each picture, by its address.
    """

    content: bytes
    title: str = ""
    works: dict[str, dict[str, Any]] = field(default_factory=dict)
    figures: dict[str, tuple[str, str]] = field(default_factory=dict)

    def words(self, address: str, beside: str) -> tuple[str, str]:
        """Description and caption of a picture; `beside` it stand the words that pandoc found.

        A caption describes a picture that has no description, as in a .docx.
        """
        described, caption = self.figures.get(address, ("", ""))
        caption = caption or beside
        return (described, "" if caption == described else caption) if described else (caption, "")


def opened(package: Package) -> OdtDocument:
    """Raises Refused for macros, linked pictures, an encrypted file, and what is no text."""
    if "mimetype" not in package or package.read("mimetype", 200).strip() != MIME_TYPE:
        raise Refused(NO_ODT)
    if any(name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in package.names):
        raise Refused(MACROS)
    if "META-INF/manifest.xml" in package and _is_encrypted(package.xml("META-INF/manifest.xml")):
        raise Refused(ENCRYPTED)
    parts: dict[str, Any] = {"mimetype": MIME_TYPE}
    parts |= {name: package.xml(name) for name in _PARTS if name in package}
    if "content.xml" not in parts:
        raise Refused(NO_ODT)
    _check_links(parts["content.xml"], package)
    check_length(sum(map(len, parts["content.xml"].itertext())))
    styles = Styles(parts["content.xml"])
    title, figures = styles.take_title(), styles.take_figures()
    pictures = [name for name in package.names if name.startswith("Pictures/") and not name.endswith("/")]
    return OdtDocument(rebuilt(parts, pictures), title, _works(parts["content.xml"]), figures)


def picture(package: Package, address: str) -> bytes:
    """The bytes of a picture under the address that pandoc's tree gives it. Raises Refused."""
    return package.read(posixpath.normpath(address), MAX_PICTURE_BYTES)


def _is_encrypted(manifest: etree._Element) -> bool:
    return manifest.find(".//manifest:encryption-data", NS) is not None


def _check_links(content: etree._Element, package: Package) -> None:
    for element in content.iterfind(".//draw:image", NS):
        address = element.get(HREF, "")
        if address and posixpath.normpath(address) not in package:
            raise Refused(LINKED.format(address[:80]))


def _works(content: etree._Element) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for mark in content.iter(f"{_TEXT}bibliography-mark"):
        told = {etree.QName(str(name)).localname: str(value) for name, value in mark.attrib.items()}
        if told.get("identifier") and told.get("title") and len(found) < MAX_WORKS:
            found[told["identifier"]] = _item(told)
    return found


def _item(told: dict[str, str]) -> dict[str, Any]:
    item: dict[str, Any] = {"type": _TYPES.get(told.get("bibliography-type", ""), "document")}
    for name, variable in _VARIABLES.items():
        if text := told.get(name, "").strip():
            item.setdefault(variable, text[:1_000])
    authors = [name.strip() for name in told.get("author", "").split(";") if name.strip()]
    if authors:
        item["author"] = [_person(name) for name in authors]
    year = told.get("year", "").strip()
    if year.isascii() and year.isdigit() and len(year) <= 4:
        item["issued"] = {"date-parts": [[int(year)]]}
    return item


def _person(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    return {"family": family.strip(), "given": given.strip()} if comma else {"literal": name}
