"""What a form shows of an item, and the item that comes of what is typed. Pure functions.

What somebody leaves as it is shown stays as it was, to the last particle; only what they change is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import astuple
from typing import Any

from . import csl, digest
from .formats import dates, items, names
from .formats.items import Cleaned
from .formats.variables import DATES, NAMES
from .kinds import DIGEST_FIELDS, VARIABLES, Kind, custom_of

_SEVERAL = re.compile(r";|\s(?:and|und|et|и|&)\s")


def shown(item: csl.Item) -> dict[str, str]:
    """The text in each field of a form about `item`."""
    texts = {name: _text(name, item.get(name)) for name in VARIABLES}
    texts |= _fields_of(digest.read(texts["medium"]) or digest.Digest())
    return texts | {
        "aliases": "\n".join(csl.aliases(item)),
        "material": str(csl.custom(item).get("material") or ""),
    }


def read(typed: Mapping[str, str], kind: Kind, before: csl.Item) -> Cleaned:
    """The item of `kind` that `typed` describes: what it says nothing of is as in `before`."""
    was = shown(before)
    raw = dict(before) | {"type": kind.type, "custom": _read_custom(typed, kind, before)}
    for name in VARIABLES:
        text = typed.get(name, was[name])
        if text != was[name]:
            raw[name] = _value(name, text, before.get(name))
    if kind.has_digest:
        raw["medium"] = digest.written(digest.Digest(*(typed.get(name, was[name]) for name in DIGEST_FIELDS)))
    return items.clean({name: value for name, value in raw.items() if value not in ("", [], {}, None)})


def for_kind(texts: Mapping[str, str], kind: Kind) -> dict[str, str]:
    """What was typed for one kind, in the fields of another: a digest and its phrase stand for each other."""
    fields = dict(texts)
    told = digest.Digest(*(fields.get(name, "") for name in DIGEST_FIELDS))
    found = digest.read(fields.get("medium", ""))
    if kind.has_digest and found and not told:
        return fields | _fields_of(found)
    return fields if kind.has_digest or not told else fields | {"medium": digest.written(told)}


def people(text: str, before: object = None) -> list[names.Name]:
    """Those that the lines name: "Family, Given", an organisation, or several joined by "and".

    Braces keep a line whole; a line that stands for one of `before` is that one.
    """
    known = {_line(name): dict(name) for name in before or [] if isinstance(name, Mapping)}  # type: ignore[attr-defined]
    found: list[names.Name] = []
    for line in filter(None, (" ".join(line.split()) for line in text.split("\n"))):
        found += [known[line]] if line in known else _people_of(line)
    return names.clean(found)


def guessed(text: str) -> list[names.Name]:
    """Those of the people in `text` whose family name nobody said: it was told by rules."""
    lines = [line for line in text.split("\n") if "," not in line and len(line.split()) > 1]
    return [name for line in lines for name in people(line) if name.get("family")]


def inverted(name: names.Name) -> str:
    """ "Freeze, Gregory L." """
    return names.inverted(name).rstrip(",")


def _fields_of(found: digest.Digest) -> dict[str, str]:
    return dict(zip(DIGEST_FIELDS, astuple(found), strict=True))


def _text(name: str, value: object) -> str:
    if name in NAMES:
        return "\n".join(_line(one) for one in value) if isinstance(value, list) else ""
    if name in DATES:
        return dates.said(value) if isinstance(value, Mapping) else ""
    return "" if value is None else str(value)


def _line(name: Mapping[str, Any]) -> str:
    """The shortest line that is read as this name, or as near as lines come."""
    for line in (inverted(dict(name)), names.inverted(name)):
        if "\n" not in line and _people_of(line) == [dict(name)]:
            return line
    return f"{{{name['literal']}}}" if name.get("literal") else names.inverted(name)


def _people_of(line: str) -> list[names.Name]:
    if line[:1] == "{" and line[-1:] == "}":
        return names.clean([{"literal": line[1:-1]}])
    if "," in line and not _SEVERAL.search(line):
        return names.clean([names.from_inverted(line)])
    return names.from_line(line)


def _value(name: str, text: str, before: object) -> object:
    if name in NAMES:
        return people(text, before)
    return dates.from_text(text) if name in DATES else text


def _read_custom(typed: Mapping[str, str], kind: Kind, before: csl.Item) -> dict[str, Any]:
    custom = {**csl.custom(before), "aliases": csl.aliases(before), "kind": ""}
    if "aliases" in typed:
        lines = (" ".join(line.split()) for line in typed["aliases"].split("\n"))
        custom["aliases"] = list(dict.fromkeys(filter(None, lines)))[: csl.MAX_ALIASES]
    if "material" in typed:
        custom["material"] = typed["material"]
    return {name: value for name, value in custom.items() if value} | custom_of(kind)
