"""CSL-JSON items put right, whatever format they came in: one gate for all readers. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import dates, identifiers, names, texts
from .variables import ALL, DATES, LONG_TEXTS, NAMES, NUMBERS, OLDER_NAMES, TYPES

MAX_ID = 200
MAX_SHORT = 300
MAX_CUSTOM = 50
# Numbers in words are texts; these are cut where no number ends so late.
_SHORT = NUMBERS | {"language", "year-suffix", "PMID", "PMCID"}


@dataclass(slots=True)
class Cleaned:
    item: dict[str, Any]
    repairs: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def clean(raw: Mapping[str, Any]) -> Cleaned:
    """`raw` with CSL's variables in their shapes and nothing else; it may lack an id and a title.

    What was put right is said in `repairs`; variables that are none, or held nothing that can be kept,
    are in `dropped`.
    """
    cleaned = Cleaned({})
    cleaned.item["id"] = texts.plain(str(raw["id"]), MAX_ID) if _is_scalar(raw.get("id")) else ""
    cleaned.item["type"] = _type(raw.get("type"), cleaned)
    for written, value in raw.items():
        variable = OLDER_NAMES.get(written, written) if isinstance(written, str) else ""
        if variable in ("id", "type") or value is None or value in ("", [], {}):
            continue
        if variable in cleaned.item:
            cleaned.dropped.append(str(written)[:60])
            continue
        kept = _value(variable, value, cleaned)
        if kept in ("", [], {}, None):
            cleaned.dropped.append(str(written)[:60])
        else:
            cleaned.item[variable] = kept
    if not cleaned.item.get("title") and (title := cleaned.item.pop("title-short", "")):
        cleaned.item["title"] = title
        cleaned.repairs.append("the short title stands for the missing title")
    return cleaned


def _type(value: object, cleaned: Cleaned) -> str:
    name = value if isinstance(value, str) else ""
    if name in TYPES:
        return name
    if name:
        cleaned.repairs.append(f"“{texts.plain(name, 40)}” is no type of CSL; it is a document now")
    return "document"


def _value(variable: str, value: object, cleaned: Cleaned) -> object:
    if variable in NAMES:
        return names.clean(value)
    if variable in DATES:
        return dates.clean(value)
    if variable in ("custom", "categories"):
        return _custom(value)
    if variable not in ALL:
        return None
    if variable in NUMBERS and isinstance(value, int) and not isinstance(value, bool):
        return value if abs(value) < 10**15 else None
    if isinstance(value, list) and all(_is_scalar(one) for one in value):
        value = ", ".join(map(str, value))
    return _text(variable, str(value), cleaned) if _is_scalar(value) else None


def _text(variable: str, value: str, cleaned: Cleaned) -> str:
    if variable == "URL":
        return _url(value, cleaned)
    if variable in LONG_TEXTS:
        kept = texts.lines(value)
    elif variable in ("DOI", "ISBN", "ISSN"):
        bare = identifiers.doi if variable == "DOI" else identifiers.number
        kept = value = bare(texts.plain(value))
        if kept and (problem := identifiers.problem_with(variable, kept)):
            cleaned.repairs.append(problem)
    else:
        kept = texts.one_line(value, MAX_SHORT if variable in _SHORT else texts.MAX_FIELD)
    if texts.is_altered(value, kept):
        cut = len(kept) >= MAX_SHORT and len(value) > len(kept)
        what = "was too long and is cut" if cut else "held markup or characters that were taken out"
        cleaned.repairs.append(f"the {variable} {what}")
    return kept


def _url(value: str, cleaned: Cleaned) -> str:
    kept = texts.url(value)
    if not kept:
        cleaned.repairs.append("the address was left out: it is none of the web (http, https)")
    return kept


def _custom(value: object) -> object:
    """Whatever the site or a program keeps beside CSL's variables: flat, short, and storable."""
    if isinstance(value, Mapping):
        pairs = list(value.items())[:MAX_CUSTOM]
        flat = ((texts.plain(str(key), MAX_SHORT), _plain(one)) for key, one in pairs)
        return {key: one for key, one in flat if key and one not in (None, "", [])}
    return _plain(value if isinstance(value, list) else [value])


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [kept for one in value[:MAX_CUSTOM] if isinstance(one, str) and (kept := texts.plain(one))]
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) < 10**15):
        return value
    return texts.plain(value) if isinstance(value, str) else None


def _is_scalar(value: object) -> bool:
    return (
        isinstance(value, str | int | float)
        and not isinstance(value, bool)
        and (not isinstance(value, int) or abs(value) < 10**15)
    )
