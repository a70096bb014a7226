"""What a format could not hold of an item: found by reading back what was written. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from . import names
from .model import Loss, Reading, Writing
from .variables import NAMES

_DASH = re.compile(r"\s*[‐‑–—-]+\s*")


def writing(
    pairs: Sequence[tuple[Mapping[str, Any], str]], read: Callable[[str], Reading], joined: str
) -> Writing:
    """The writing `joined`, made of each item and its own text, with each item's losses."""
    losses = []
    for item, text in pairs:
        back = read(text).items
        if lost := differences(item, back[0] if back else {}):
            losses.append(Loss(str(item["id"]), str(item.get("title", "")), lost))
    return Writing(joined, tuple(losses))


def differences(item: Mapping[str, Any], back: Mapping[str, Any]) -> tuple[str, ...]:
    """The variables of `item` that `back` lacks or has otherwise."""
    return tuple(
        sorted(v for v, value in item.items() if _comparable(v, value) != _comparable(v, back.get(v)))
    )


def _comparable(variable: str, value: object) -> object:
    if variable in NAMES and isinstance(value, list):
        return [names.normal(name) for name in value]
    if variable == "page":
        return _DASH.sub("–", str(value))
    if isinstance(value, int):
        return str(value)
    return value
