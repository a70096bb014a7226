"""CSL-JSON items as plain data: what a list needs to know of one. Pure functions.

The format is the CSL-JSON schema, version 1.0 (https://github.com/citation-style-language/schema).
An item is a dictionary; nothing but a title is ever required of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

Item = Mapping[str, Any]

MAX_TITLE_LENGTH = 1000
MAX_AUTHOR_LENGTH = 300
# Names by which essays cite a work, beside its authors and titles.
MAX_ALIASES = 50


def from_line(line: str) -> dict[str, Any]:
    """The item for a line that nobody has taken apart yet: a document whose title is the line."""
    return {"type": "document", "title": line}


def problem_with(item: object) -> str:
    """Why `item` cannot be kept as a source; empty where it can."""
    if not isinstance(item, Mapping):
        return "A source is one object, in braces."
    if not isinstance(item.get("title"), str) or not title(item):
        return "A source needs a title."
    shown = title(item) + first_author(item) + item_type(item)
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in shown):
        return "The title, the author or the type holds a character that cannot be stored."
    return ""


def item_type(item: Item) -> str:
    return str(item.get("type") or "document")[:40]


def title(item: Item) -> str:
    return " ".join(str(item.get("title") or "").split())[:MAX_TITLE_LENGTH]


def custom(item: Item) -> Mapping[str, Any]:
    """What the site, or a program, keeps beside CSL's variables."""
    found = item.get("custom")
    return found if isinstance(found, Mapping) else {}


def aliases(item: Item) -> list[str]:
    """The further names by which it is cited."""
    found = custom(item).get("aliases")
    return [alias for alias in found if isinstance(alias, str)] if isinstance(found, list) else []


def first_author(item: Item) -> str:
    """The family name, or the name of the organisation, of the first author, else of the first editor."""
    for role in ("author", "editor"):
        names = item.get(role)
        if isinstance(names, list) and names and isinstance(names[0], Mapping):
            name = names[0].get("family") or names[0].get("literal") or ""
            return str(name)[:MAX_AUTHOR_LENGTH]
    return ""


def year(item: Item) -> int | None:
    """The year of issue, negative before the common era; None where there is none that fits 16 bits."""
    issued = item.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    try:
        number = int(parts[0][0])  # type: ignore[index]
    except (TypeError, ValueError, IndexError, KeyError):
        return None
    return number if -32_768 <= number <= 32_767 else None
