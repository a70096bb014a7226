"""One CSL-JSON item as an entry of a BibLaTeX file. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from . import bibtex_tables, dates, names, tex
from .variables import NAMES

# Titles are in double braces: their capitals are as the author typed them, whatever the style.
DOUBLE = frozenset(
    {"title", "maintitle", "shorttitle", "booktitle", "origtitle", "reviewtitle", "series", "eventtitle"}
)
_RANGE = re.compile(r"(?<![-–—])–(?![-–—])")


def entry(item: Mapping[str, Any], key: str) -> str:
    """The entry of a clean item, under a key that TeX takes, with what BibLaTeX has no field for left out."""
    kind, subtype = bibtex_tables.TYPES[item["type"]]
    return written(kind, key, ({"entrysubtype": subtype} if subtype else {}) | fields_of(item))


def fields_of(item: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a clean item, as TeX, without the braces around them."""
    fields: dict[str, str] = {}
    for variable, value in item.items():
        fields |= {name: text for name, text in _fields(variable, value, item) if text}
    return fields | _other_roles(item)


def written(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """The entry of these fields."""
    lines = "".join(f"  {name} = {_braced(name, text)},\n" for name, text in fields.items())
    return f"@{kind}{{{key},\n{lines}}}\n"


def _braced(name: str, text: str) -> str:
    if name == "month":
        return text  # the name of a string that every BibTeX style defines
    return f"{{{{{text}}}}}" if name in DOUBLE else f"{{{text}}}"


def _fields(variable: str, value: Any, item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields of one variable."""
    if variable in bibtex_tables.NAMES:
        yield bibtex_tables.NAMES[variable], " and ".join(map(names.as_bibtex, value))
    elif variable in bibtex_tables.DATES:
        yield from _date(variable, value)
    elif variable in bibtex_tables.VERBATIM:
        yield from _verbatim(variable, str(value))
    elif variable == "language":
        babel = bibtex_tables.LANGUAGES.get(value)
        yield ("langid", babel) if babel else ("language", tex.encode(value))
    elif variable in ("archive", "archive_location"):
        yield "library", _library(item)
    elif name := _name(variable, item):
        text = tex.encode(" ".join(str(value).split("\n")))
        yield name, _RANGE.sub("--", text) if name == "pages" else text


def _name(variable: str, item: Mapping[str, Any]) -> str:
    """The field that holds a variable in an entry of this type; empty where there is none."""
    kind = item["type"]
    has_volume = "volume-title" in item and not bibtex_tables.is_in_book(kind)
    if variable == "title" and has_volume:
        return "maintitle"
    if variable == "volume-title":
        return "title" if has_volume else ""
    if variable == "container-title":
        return bibtex_tables.container_field(kind)
    if variable == "publisher":
        return bibtex_tables.publisher_field(kind)
    if variable in ("number", "issue", "collection-number"):
        return "number" if variable == bibtex_tables.number_variable(kind) else ""
    return bibtex_tables.TEXTS.get(variable, "")


def _date(variable: str, date: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    edtf = dates.to_edtf(date)
    if edtf or variable != "issued":
        yield bibtex_tables.DATES[variable], edtf
    else:
        yield "year", tex.encode(str(date.get("literal", "")))


def _verbatim(variable: str, value: str) -> Iterator[tuple[str, str]]:
    """As it is; a brace would end the field, and an address has none left."""
    if not set(value) & set("{}\\"):
        yield bibtex_tables.VERBATIM[variable], value
        if variable == "PMID":
            yield "eprinttype", "pubmed"


def _library(item: Mapping[str, Any]) -> str:
    """The archive in braces of its own, so that its shelf mark can be told from it."""
    archive = tex.encode(str(item.get("archive", "")))
    location = tex.encode(str(item.get("archive_location", "")))
    return f"{{{archive}}}, {location}" if location and "{" not in archive else archive


def _other_roles(item: Mapping[str, Any]) -> dict[str, str]:
    """The roles that have no field of their own, each named by its type: what an editor need not have too."""
    roles = [role for role in item if role in NAMES and role not in bibtex_tables.NAMES]
    free = [name for name in bibtex_tables.OTHER_ROLES if name not in item]
    fields: dict[str, str] = {}
    for name, role in zip(free, roles, strict=False):
        fields[name] = " and ".join(map(names.as_bibtex, item[role]))
        fields[f"{name}type"] = role
    return fields
