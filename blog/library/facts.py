"""What is known of a work beside its reference: kind, identifiers, where to have it. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from django.utils.translation import get_language_info

from sources import csl, digest
from sources.formats import dates, identifiers
from sources.type_names import type_name

MAX_ADDRESS_LENGTH = 2000
_MATERIALS = {"primary": "Primary source", "secondary": "Secondary source"}
_NUMBERS = {"ISBN": "ISBN", "ISSN": "ISSN", "PMID": "PubMed", "call-number": "Call number"}
_PLACES = {"archive": "Archive", "archive_location": "Shelf mark", "source": "Found in"}


class Fact(NamedTuple):
    """`url` is an address on the web, or empty."""

    name: str
    text: str
    url: str = ""


def facts(item: csl.Item) -> list[Fact]:
    """What the source's page lists of `item`, a CSL item."""
    return [fact for fact in _facts(item) if fact.text]


def texts(item: csl.Item) -> list[str]:
    """What the item says at length: its abstract and its notes."""
    return [text for name in ("abstract", "note", "annote") if (text := str(item.get(name) or "").strip())]


def _facts(item: csl.Item) -> Iterator[Fact]:
    material = _MATERIALS.get(str(csl.custom(item).get("material")), "")
    yield Fact("Type", ", ".join(filter(None, [type_name(csl.item_type(item)), material.lower()])))
    yield Fact("Language", _language(_text(item, "language")))
    yield Fact("First published", _date(item.get("original-date")))
    doi = identifiers.doi(_text(item, "DOI"))
    yield Fact(
        "DOI", doi, f"https://doi.org/{quote(doi, safe='/:;()._-')}" if identifiers.is_doi(doi) else ""
    )
    for variable, name in (_NUMBERS | _PLACES).items():
        yield Fact(name, _text(item, variable))
    medium = _text(item, "medium")
    if digest.read(medium):
        yield Fact("Digest", medium.partition(" in ")[2])
    else:
        yield Fact("Medium", medium)
    url = _text(item, "URL")
    yield Fact("Address", _shown(url), url if _is_web(url) else "")
    yield Fact("Seen on", _date(item.get("accessed")))
    yield Fact("Also cited as", ", ".join(csl.aliases(item)))


def _text(item: csl.Item, variable: str) -> str:
    return " ".join(str(item.get(variable) or "").split())


def _date(value: object) -> str:
    return dates.said(value) if isinstance(value, dict) and value else ""


def _language(code: str) -> str:
    """ "Russian" for "ru" and "ru-RU"; what is no code, as it is typed."""
    try:
        return str(get_language_info(code)["name"]) if code else ""
    except KeyError:
        return code


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https") and len(url) <= MAX_ADDRESS_LENGTH
    except ValueError:
        return False


def _shown(url: str) -> str:
    """Without what every address begins with."""
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
