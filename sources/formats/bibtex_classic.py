"""One CSL-JSON item as an entry of classic BibTeX (Oren Patashnik's "BibTeXing", 1988). Pure functions.

For LaTeX with `\\bibliography` and a style file (.bst), which know neither BibLaTeX's types nor its dates.
A field that BibTeX does not know stays under BibLaTeX's name: styles pass over it, other programs read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import bibtex_tables, bibtex_writing, dates, tex
from .variables import words

TYPES = words(
    """article book booklet inbook incollection inproceedings manual mastersthesis misc phdthesis
    proceedings techreport unpublished"""
)
_TYPE_OF = {"report": "techreport", "inreference": "incollection", "mvbook": "book"}
_FIELD_OF = {"journaltitle": "journal", "location": "address", "annotation": "annote"}


def entry(item: Mapping[str, Any], key: str) -> str:
    """The entry of a clean item, under a key that TeX takes."""
    kind = _type(item)
    fields = {_FIELD_OF.get(name, name): text for name, text in bibtex_writing.fields_of(item).items()}
    if kind.endswith("thesis") and "institution" in fields:
        fields["school"] = fields.pop("institution")
    if kind == "misc" and "organization" in fields and "howpublished" not in fields:
        # Where a page appeared, in the one field that styles print of it.
        fields["howpublished"] = fields.pop("organization")
    if fields.pop("date", ""):
        fields |= _day(item["issued"])
    return bibtex_writing.written(kind, key, fields)


def _type(item: Mapping[str, Any]) -> str:
    kind, _ = bibtex_tables.TYPES[item["type"]]
    if kind == "thesis":
        return "mastersthesis" if "master" in str(item.get("genre", "")).lower() else "phdthesis"
    return kind if kind in TYPES else _TYPE_OF.get(kind, "misc")


def _day(date: Mapping[str, Any]) -> dict[str, str]:
    """The year, and the month and the day of a day; an approximate date, a range or a season in words."""
    parts = date["date-parts"]
    if len(parts) == 1 and parts[0][0] > 0 and not {"circa", "season"} & set(date):
        numbers = dict(zip(("year", "month", "day"), map(str, parts[0]), strict=False))
        return numbers | ({"month": bibtex_tables.MONTHS[parts[0][1] - 1]} if len(parts[0]) > 1 else {})
    return {"year": tex.encode(dates.said(date))}
