"""The pictures that a text shows. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Q

MAX_PICTURES = 500
_SHOWN = re.compile(r"!\[([^\[\]]{0,1000})\]\(<?image:([0-9a-f]{32})")


def named(text: str) -> dict[str, str]:
    """The words in the brackets of each picture in `text`, by the name of its file."""
    return {name: said.strip() for said, name in _SHOWN.findall(text)[:MAX_PICTURES]}


def files(names: Iterable[str]) -> Q:
    extensions = (".jpg", ".png", ".webp", ".gif")
    return Q(file__in=[f"images/{name}{extension}" for name in names for extension in extensions])
