"""When two items are the same work: what makes a second import of a file add nothing. Pure functions."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from . import dates, identifiers, names

_TAG = re.compile(r"<[^<>]{0,60}>")
# Kinds of one thing that formats and catalogues confuse.
_KINDS = {
    "article-magazine": "article",
    "article-newspaper": "article",
    "article-journal": "article",
    "post": "webpage",
    "post-weblog": "webpage",
    "entry-dictionary": "entry",
    "entry-encyclopedia": "entry",
}


def fingerprint(item: Mapping[str, Any]) -> str:
    """A key of 32 hexadecimal digits for the work that a clean item describes.

    It is made of the type, the first author (else editor), the year of issue (and the day, for a newspaper
    may print "Editorial" every day), the title without case, accents, punctuation and markup, the volume
    and pages, and the identifiers (DOI, ISBN, ISSN). Works that differ in any of these have different ones.
    """
    kind = str(item.get("type") or "document")
    parts = [
        _KINDS.get(kind, kind),
        letters(_first_name(item)),
        _day(item.get("issued")),
        letters(str(item.get("title") or "")),
        *(letters(str(item.get(variable) or "")) for variable in ("volume", "issue", "page", "edition")),
        *(
            identifiers.normalised(variable, str(item.get(variable) or ""))
            for variable in ("DOI", "ISBN", "ISSN")
        ),
    ]
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def key(item: Mapping[str, Any]) -> str:
    """A citation key that says what it names: "tucker1979rise"."""
    year = dates.year(item.get("issued"))
    words = [word for word in re.findall(r"[^\W_]+", _plain(str(item.get("title") or ""))) if len(word) > 3]
    stem = "".join(re.findall(r"\w+", _plain(_first_name(item)))[-1:])
    made = f"{stem[:30]}{year or ''}{words[0][:20] if words else ''}"
    return unicodedata.normalize("NFC", made) or "source"


def _first_name(item: Mapping[str, Any]) -> str:
    for role in ("author", "editor", "director", "translator"):
        people = item.get(role)
        if isinstance(people, list) and people and isinstance(people[0], Mapping):
            name = names.normal(people[0])
            return str(name.get("family") or name.get("literal") or "")
    return ""


def _day(date: object) -> str:
    if isinstance(date, Mapping) and (parts := date.get("date-parts")):
        return "-".join(map(str, parts[0]))
    return letters(str(date.get("literal", ""))) if isinstance(date, Mapping) else ""


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", _TAG.sub("", text).casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def letters(text: str) -> str:
    """Letters and digits, with one blank for whatever stands between."""
    return " ".join(re.findall(r"[^\W_]+", _plain(text)))
