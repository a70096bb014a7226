"""COinS: a source as a value that Zotero finds in a page (OpenURL, ANSI/NISO Z39.88-2004). Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from . import dates, names
from .variables import IN_BOOK_TYPES, NAMES, PERIODICAL_TYPES

# The type that Zotero makes of an entry in Dublin Core.
_DC_TYPES = {
    "bill": "bill", "broadcast": "tvBroadcast", "dataset": "dataset", "document": "document",
    "entry-dictionary": "dictionaryEntry", "entry-encyclopedia": "encyclopediaArticle", "figure": "artwork",
    "graphic": "artwork", "hearing": "hearing", "interview": "interview", "legal_case": "case",
    "legislation": "statute", "manuscript": "manuscript", "map": "map", "motion_picture": "film",
    "paper-conference": "conferencePaper", "patent": "patent", "personal_communication": "letter",
    "post": "forumPost", "post-weblog": "blogPost", "regulation": "statute", "report": "report",
    "software": "computerProgram", "song": "audioRecording", "speech": "presentation", "standard": "standard",
    "thesis": "thesis", "treaty": "statute", "webpage": "webpage",
}  # fmt: skip
_BOOK_TYPES = frozenset({"book", "classic", "pamphlet", "collection"})
MAX_VALUE = 500


def content(item: Mapping[str, Any]) -> str:
    """The value of `title` in `<span class="Z3988" title="…">` for a clean item; the template escapes it.

    Empty for an item that names nobody: Zotero would look such an entry up online. As Zotero does itself,
    every person counts as an author where nobody is called one.
    """
    people = item.get("author") or next((item[role] for role in item if role in NAMES), None)
    if not people:
        return ""
    pairs = [("ctx_ver", "Z39.88-2004"), *_pairs(item), *_people(people), *_common(item)]
    return "&".join(f"{name}={quote(str(value)[:MAX_VALUE], safe='')}" for name, value in pairs if value)


def _pairs(item: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What depends on the kind of work."""
    kind, title, container = item.get("type"), item.get("title"), item.get("container-title")
    if kind in PERIODICAL_TYPES:
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"
        yield "rft.genre", "article"
        yield from (
            ("rft.atitle", title),
            ("rft.jtitle", container),
            ("rft.stitle", item.get("container-title-short")),
        )
        yield from (
            ("rft.volume", item.get("volume")),
            ("rft.issue", item.get("issue")),
            ("rft.issn", item.get("ISSN")),
        )
    elif kind in _BOOK_TYPES or (kind in IN_BOOK_TYPES - {"paper-conference"} and container):
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:book"
        yield "rft.genre", "bookitem" if kind in IN_BOOK_TYPES else "book"
        yield from (
            (("rft.atitle", title), ("rft.btitle", container))
            if kind in IN_BOOK_TYPES
            else (("rft.btitle", title),)
        )
        yield from (("rft.publisher", item.get("publisher")), ("rft.place", item.get("publisher-place")))
        yield from (("rft.edition", item.get("edition")), ("rft.series", item.get("collection-title")))
        yield from (("rft.isbn", item.get("ISBN")), ("rft.tpages", item.get("number-of-pages")))
    else:
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"
        yield from (("rft.type", _DC_TYPES.get(str(kind), "document")), ("rft.title", title))
        yield from (("rft.source", container), ("rft.publisher", item.get("publisher")))
        yield from (("rft.identifier", item.get("URL")), ("rft.rights", item.get("license")))


def _people(people: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for place, name in enumerate(people):
        if literal := name.get("literal"):
            yield "rft.aucorp", literal
            continue
        if place == 0:
            yield from (("rft.aulast", names.family(name)), ("rft.aufirst", names.given(name)))
        yield "rft.au", names.shown(name)


def _common(item: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    issued = item.get("issued") or {}
    parts = issued.get("date-parts", [])
    if parts and parts[0][0] > 0:
        yield "rft.date", dates.to_edtf({"date-parts": parts[:1]})
    first, _, last = str(item.get("page") or "").replace("-", "–").partition("–")
    if last.strip():
        yield from (
            ("rft.pages", f"{first.strip()}-{last.strip()}"),
            ("rft.spage", first.strip()),
            ("rft.epage", last.strip()),
        )
    else:
        yield "rft.pages", first
    yield "rft.language", item.get("language")
    if doi := item.get("DOI"):
        yield "rft_id", f"info:doi/{doi}"
    elif url := item.get("URL"):
        yield "rft_id", url
