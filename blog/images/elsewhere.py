"""What else than essays shows pictures.

Imports run one way, and `blog` knows nothing of the apps that hang on it: each registers here what it shows
when it is loaded (`AppConfig.ready`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from accounts.models import User, Viewer

    from ..models import Image


@dataclass(frozen=True)
class Shown:
    """One kind of page with pictures.

    `visible_to` and `editable_by` are conditions on pictures: a page shows it that this reader may see, or
    write. `texts` are those, saved or not, that hold some words: a picture that one of them names is kept.
    `redraw` draws anew what shows a picture; `pages` are those with it that a person writes: the name of
    each, and where it is written.
    """

    visible_to: Callable[[Viewer], Q]
    editable_by: Callable[[Viewer], Q]
    texts: Callable[[str], Iterable[str]]
    redraw: Callable[[Image], object]
    pages: Callable[[Image, User], Iterable[tuple[str, str]]]


_kinds: list[Shown] = []


def register(kind: Shown) -> None:
    if kind not in _kinds:
        _kinds.append(kind)


def visible_to(user: Viewer) -> Q:
    """Pictures that another page shows which `user` may see."""
    return _any(kind.visible_to(user) for kind in _kinds)


def editable_by(user: Viewer) -> Q:
    return _any(kind.editable_by(user) for kind in _kinds)


def texts(some: str) -> Iterator[str]:
    for kind in _kinds:
        yield from kind.texts(some)


def redraw(image: Image) -> None:
    for kind in _kinds:
        kind.redraw(image)


def pages(image: Image, user: User) -> list[tuple[str, str]]:
    return [page for kind in _kinds for page in kind.pages(image, user)]


def _any(conditions: Iterable[Q]) -> Q:
    """None of them is true of nothing."""
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found
