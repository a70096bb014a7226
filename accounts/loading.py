"""What an app computes of its rows when a fixture has stored them raw, without their `save()`.

Fixtures hold what people typed. Our `loaddata` (comments/management/commands/) asks here, so that it need not
know the apps that never meet it; they register when they are loaded (`AppConfig.ready`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model

_completers: dict[type[Model], Callable[[Any, Any], None]] = {}
_followers: dict[type[Model], Callable[[Any], None]] = {}
_finishers: dict[type[Model], Callable[[set[int]], None]] = {}


def complete_loaded(model: type[Model], completer: Callable[[Any, Any], None]) -> None:
    """Call `completer` with each row before it is stored, and with the one that is there already, or None."""
    _completers[model] = completer


def follow_loaded(model: type[Model], follower: Callable[[Any], None]) -> None:
    """Call `follower` with each row once it is stored: what it makes, later rows of the file may name."""
    _followers[model] = follower


def finish_loaded(model: type[Model], finisher: Callable[[set[int]], None]) -> None:
    """Call `finisher` with the keys of all rows, once every file is loaded."""
    _finishers[model] = finisher


def complete(row: Model, there: Model | None) -> None:
    if completer := _completers.get(type(row)):
        completer(row, there)


def follow(row: Model) -> None:
    if follower := _followers.get(type(row)):
        follower(row)


def finish(loaded: Mapping[type[Model], set[int]]) -> None:
    for model, finisher in _finishers.items():
        if keys := loaded.get(model):
            finisher(keys)
