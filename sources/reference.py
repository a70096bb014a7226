"""A work as one line of plain text, where no style has set it yet. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import csl
from .formats import dates

MAX_NAMES = 3
_BY_THE_DAY = {
    "article-newspaper",
    "article-magazine",
    "post-weblog",
    "post",
    "webpage",
    "interview",
    "speech",
}
_ROLES = {"author": "", "editor": "ed.", "translator": "tr.", "director": "dir.", "interviewer": "int."}


def plain_reference(item: csl.Item) -> str:
    """ "Freeze, Gregory L., ed. Russia: A History. Oxford: Oxford University Press, 2009." for a CSL item.

    A line that nobody has taken apart comes back as it was typed.
    """
    place, publisher = _text(item, "publisher-place"), _text(item, "publisher")
    imprint = [
        _appeared_in(item),
        ": ".join(filter(None, (place, publisher))),
        _when(item),
        _text(item, "page"),
    ]
    told = [_people(item), csl.title(item), ", ".join(filter(None, imprint)), _text(item, "medium")]
    told = [part.strip() for part in told if part.strip()]
    if len(told) == 1:
        return told[0]
    return " ".join(part if part[-1] in ".?!…" else f"{part}." for part in told)


def _appeared_in(item: csl.Item) -> str:
    """ "The American Historical Review 84, no. 2" """
    volume, issue = _text(item, "volume"), _text(item, "issue")
    container = " ".join(filter(None, (_text(item, "container-title"), volume)))
    return ", no. ".join(filter(None, (container, issue))) if container else ""


def _when(item: csl.Item) -> str:
    """The year; of what appears by the day, the day."""
    issued = item.get("issued")
    if csl.item_type(item) in _BY_THE_DAY and isinstance(issued, Mapping) and (said := dates.said(issued)):
        return said
    return _year(item)


def _text(item: csl.Item, variable: str) -> str:
    value = item.get(variable)
    return str(value) if isinstance(value, str | int) else ""


def short_reference(item: csl.Item) -> str:
    """What one would write in brackets: "Freeze", "Kotkin and Gessen", else a short title."""
    for role in _ROLES:
        people = _names(item, role)
        if people:
            surnames = [str(name.get("family") or name.get("literal") or "") for name in people]
            return (
                f"{surnames[0]} et al." if len(people) > MAX_NAMES else " and ".join(filter(None, surnames))
            )
    return str(item.get("title-short") or csl.title(item))


def _people(item: csl.Item) -> str:
    for role, said in _ROLES.items():
        if people := _names(item, role):
            shown = [_name(name, inverted=not number) for number, name in enumerate(people[:MAX_NAMES])]
            names = ", ".join(shown[:-1]) + (" and " if shown[1:] else "") + shown[-1]
            names = f"{names}, et al" if len(people) > MAX_NAMES else names
            return f"{names}, {said}" if said else names
    return ""


def _names(item: csl.Item, role: str) -> list[Mapping[str, Any]]:
    names = item.get(role)
    return [name for name in names if isinstance(name, Mapping)] if isinstance(names, list) else []


def _name(name: Mapping[str, Any], *, inverted: bool) -> str:
    family, given = str(name.get("family") or name.get("literal") or ""), str(name.get("given") or "")
    family = " ".join(filter(None, (str(name.get("non-dropping-particle") or ""), family)))
    return ", ".join(filter(None, (family, given))) if inverted else " ".join(filter(None, (given, family)))


def _year(item: csl.Item) -> str:
    year = csl.year(item)
    if year is not None:
        return str(year) if year > 0 else f"{-year} BC"
    issued = item.get("issued")
    return str(issued.get("literal") or "") if isinstance(issued, Mapping) else ""
