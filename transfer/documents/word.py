"""Word's .docx (ECMA-376): what must not be in it, and its own citation fields."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from . import notation, word_sources
from .inlines import Node
from .packages import Package, rebuilt
from .refusing import MAX_PICTURE_BYTES, Refused, check_length

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# ISO's names for the same, of documents saved as "Strict Open XML".
W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
CITATION = "#colloquy-citation-"
MACROS = "This file has macros. Save it as a document without macros (.docx) and try again."
LINKED = (
    "A picture of this document is only a link to {}. In Word choose File, Info, Edit Links to Files, "
    "Break Link, or insert the picture itself, and try again."
)
NO_WORD = "This is not a Word document (.docx), whatever its name says."
_LINKED_KINDS = ("/image", "/oleObject", "/subDocument", "/frame", "/video", "/audio", "/media", "/aFChunk")
_FOLDERS = (
    "customXml/",
    "word/theme/",
    "word/embeddings/",
    "word/fonts/",
    "word/glossary/",
    "word/webextensions/",
)
_FIELD_PARTS = re.compile(r"(?:^|/)(?:document\d*|footnotes\d*|endnotes\d*)\.xml$")
_SWITCH = re.compile(r'\\([a-z])\s*("[^"]*"|[^\s\\]+)?|(\S+)', re.IGNORECASE)
MAX_CITATIONS = 2_000


@dataclass
class WordDocument:
    """What pandoc shall read, what stands for its links to `CITATION`, and Word's works by our keys."""

    content: bytes
    citations: dict[str, list[Node]] = field(default_factory=dict)
    works: dict[str, dict[str, Any]] = field(default_factory=dict)


def opened(package: Package) -> WordDocument:
    """Raises Refused for macros, linked pictures, and what is no document."""
    _check_kind(package)
    works = _works(package)
    keys = notation.keys(works)
    parts: dict[str, etree._Element] = {}
    citations: dict[str, list[Node]] = {}
    for name in package.names:
        if not name.endswith((".xml", ".rels")) or name.startswith(_FOLDERS):
            continue
        parts[name] = package.xml(name)
        if name.endswith(".rels"):
            _check_links(parts[name])
        elif _FIELD_PARTS.search(name):
            _read_fields(parts[name], keys, citations)
    check_length(
        sum(len(text) for name in parts if _FIELD_PARTS.search(name) for text in parts[name].itertext())
    )
    pictures = [name for name in package.names if "/media/" in name]
    return WordDocument(rebuilt(parts, pictures), citations, {keys[tag]: item for tag, item in works.items()})


def picture(package: Package, address: str) -> bytes:
    """The bytes of a picture under the address that pandoc's tree gives it. Raises Refused."""
    name = posixpath.normpath(posixpath.join("word", address))
    return package.read(name if name in package else address.lstrip("/"), MAX_PICTURE_BYTES)


def _check_kind(package: Package) -> None:
    if any(name.lower().rpartition("/")[2].startswith("vbaproject") for name in package.names):
        raise Refused(MACROS)
    if "[Content_Types].xml" not in package:
        raise Refused(NO_WORD)
    kinds = {element.get("ContentType", "").lower() for element in package.xml("[Content_Types].xml").iter()}
    if any("macroenabled" in kind for kind in kinds):
        raise Refused(MACROS)
    if not any(kind.endswith("wordprocessingml.document.main+xml") for kind in kinds):
        raise Refused(NO_WORD)


def _check_links(relationships: etree._Element) -> None:
    for element in relationships.iter():
        kind, outside = element.get("Type", ""), element.get("TargetMode", "").lower() == "external"
        if outside and kind.endswith(_LINKED_KINDS):
            raise Refused(LINKED.format(element.get("Target", "")[:80] or "another place"))


def _works(package: Package) -> dict[str, dict[str, Any]]:
    """The works in Word's own list of sources, by their tags."""
    found: dict[str, dict[str, Any]] = {}
    for name in package.names:
        if name.startswith("customXml/item") and name.endswith(".xml") and "Props" not in name:
            root = package.xml(name)
            if etree.QName(root).localname == "Sources":
                found |= word_sources.works(root)
    return found


def _read_fields(root: etree._Element, keys: Mapping[str, str], citations: dict[str, list[Node]]) -> None:
    """A link to a citation in the place of every citation field, and nothing for the list that Word makes."""
    w = W_STRICT if root.tag.startswith(W_STRICT) else W
    if not keys:
        return
    for simple in list(root.iterdescendants(f"{w}fldSimple")):
        _replace([simple], simple.get(f"{w}instr", ""), w, keys, citations)
    for runs, instruction in _fields(root, w):
        _replace(runs, instruction, w, keys, citations)
    for block in list(root.iterdescendants(f"{w}sdt")):
        properties = block.find(f"{w}sdtPr")
        if properties is not None and properties.find(f"{w}bibliography") is not None:
            block.getparent().remove(block)


def _fields(root: etree._Element, w: str) -> list[tuple[list[etree._Element], str]]:
    """Each outermost field within one paragraph: its runs, and what it says."""
    found = []
    for paragraph in root.iter(f"{w}p"):
        depth, runs, said, in_result = 0, [], [], False
        for run in _runs(paragraph, w):
            mark = run.find(f"{w}fldChar")
            kind = mark.get(f"{w}fldCharType") if mark is not None else ""
            depth += kind == "begin"
            if depth:
                runs.append(run)
            if depth == 1 and not in_result:
                said += [text.text or "" for text in run.iterfind(f"{w}instrText")]
            in_result = in_result or (depth == 1 and kind == "separate")
            if kind == "end" and depth:
                depth -= 1
                if not depth:
                    found.append((runs, "".join(said)))
                    runs, said, in_result = [], [], False
    return found


def _runs(paragraph: etree._Element, w: str) -> Iterator[etree._Element]:
    """Its own runs: the paragraphs of a text box stand in one of them, and are read by themselves."""
    for run in paragraph.iter(f"{w}r"):
        if next(run.iterancestors(f"{w}p"), None) is paragraph:
            yield run


def _replace(
    runs: list[etree._Element],
    instruction: str,
    w: str,
    keys: Mapping[str, str],
    citations: dict[str, list[Node]],
) -> None:
    written = cited(instruction, keys)
    if not written or len(citations) >= MAX_CITATIONS:
        return
    address = f"{CITATION}{len(citations)}"
    citations[address] = [notation.raw(written)]
    link = etree.SubElement(runs[0].getparent(), f"{w}hyperlink", {f"{w}anchor": address[1:]})
    etree.SubElement(etree.SubElement(link, f"{w}r"), f"{w}t").text = written
    runs[0].addprevious(link)
    for run in runs:
        run.getparent().remove(run)


def cited(instruction: str, keys: Mapping[str, str]) -> str:
    r"""`CITATION Fre09 \p 347 \l 1033 \m Luc11` as "[@Fre09, 347; @Luc11]"; "" for another field.

    `keys` are ours by Word's tags. Also for a work that has none: then the words that Word shows stay.
    """
    words = instruction.split(None, 1)
    if len(words) < 2 or words[0].upper() != "CITATION":
        return ""
    told: list[dict[str, str]] = []
    for match in _SWITCH.finditer(words[1]):
        switch, value = (match[1] or "").lower(), (match[2] or "").strip('"')
        if match[3] and not told:
            told.append({"key": match[3]})
        elif switch == "m":
            told.append({"key": value})
        elif told and switch:
            told[-1][switch] = value
    if not told or any(work["key"] not in keys for work in told):
        return ""
    return f"[{'; '.join(_cited_work(work, keys[work['key']]) for work in told)}]"


def _cited_work(work: dict[str, str], key: str) -> str:
    volume, pages = work.get("v", ""), work.get("p", "")
    where = ", ".join(filter(None, (f"vol. {volume}" if volume else "", pages)))
    told = f"{'-' if 'n' in work else ''}@{key}{f', {where}' if where else ''}"
    before, after = notation.harmless(work.get("f", "")), notation.harmless(work.get("s", ""))
    return " ".join(filter(None, (before, told, after)))
