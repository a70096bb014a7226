"""Two records that describe one work, compared and made one. Pure functions over CSL-JSON items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from . import csl
from .checks import works
from .formats import dates, names
from .formats.variables import DATES, NAMES
from .type_names import type_name

# What is read first; the rest follows by name.
_FIRST = ("type", "title", "title-short", *("author", "editor", "translator"), "issued", "container-title")
_OURS = frozenset({"id", "custom", "categories"})


@dataclass(frozen=True)
class Difference:
    """One variable of several records, in words; empty where a record lacks it."""

    name: str
    values: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """The records contradict each other; one that lacks the variable does not."""
        return len(set(filter(None, self.values))) > 1


def compared(items: Sequence[csl.Item]) -> list[Difference]:
    """Every variable that any of `items` has, in all of them."""
    found = {variable for item in items for variable in item} - _OURS
    ordered = [*(name for name in _FIRST if name in found), *sorted(found.difference(_FIRST), key=str.lower)]
    return [
        Difference(_label(variable), tuple(_said(variable, item.get(variable)) for item in items))
        for variable in ordered
    ]


def merged(kept: csl.Item, other: csl.Item, *, fill: bool) -> dict[str, Any]:
    """`kept`, under which citations of `other` are found as well; `fill` takes over what it lacks.

    Titles and surnames that only `other` has become aliases: an essay that says "(Freese 12)" goes on
    citing the work. Nothing that `kept` has is changed.
    """
    item = {**_lacking(kept, other), **kept} if fill else dict(kept)
    if fill and csl.item_type(kept) == "document":  # nobody has said what it is
        item["type"] = csl.item_type(other)
    if aliases := list(dict.fromkeys([*csl.aliases(item), *_names_of(other, beside=item)])):
        item["custom"] = {**csl.custom(item), "aliases": aliases[: csl.MAX_ALIASES]}
    return item


def _lacking(kept: csl.Item, other: csl.Item) -> dict[str, Any]:
    empty: tuple[Any, ...] = (None, "", [], {})
    return {
        variable: value
        for variable, value in other.items()
        if variable not in _OURS and value not in empty and kept.get(variable) in empty
    }


def _names_of(item: csl.Item, *, beside: csl.Item) -> Iterator[str]:
    """What citations can call `item` that the checks would not find in `beside`."""
    one, other = works.read("", item, ()), works.read("", beside, ())
    surnames = {name.core for name in other.names}
    yield from (name.written for name in one.names if name.core not in surnames and name.written)
    for title in (csl.title(item), str(item.get("title-short") or "")):
        runs = works.read("", {"title": title}, ()).titles
        if runs and runs[0] not in other.titles:
            yield title
    yield from csl.aliases(item)


def _label(variable: str) -> str:
    words = variable.replace("-", " ").replace("_", " ")
    return words if words.isupper() else words.capitalize()


def _said(variable: str, value: Any) -> str:
    if variable == "type":
        return type_name(str(value or "document"))
    if variable in NAMES:
        return "; ".join(map(names.shown, names.clean(value)))
    if variable in DATES:
        return dates.said(dates.clean(value) or {})
    return "" if value in (None, "", [], {}) else str(value)
