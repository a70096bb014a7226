"""What else than essays shows pictures.

Imports run one way, and `blog` knows nothing of the apps that hang on it: each registers here what it shows
when it is loaded (`AppConfig.ready`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Model, Q

if TYPE_CHECKING:
    from accounts.models import User, Viewer

    from ..models import Image


@dataclass(frozen=True)
class Shown:
    """One kind of page with pictures.

    `visible_to` and `editable_by` are conditions on pictures: a page shows it that this reader may see, or
    write. `texts` are those, saved or not, that hold some words: a picture that one of them names is kept.
    `hold` locks what shows pictures until the transaction ends, and `redraw` draws it anew; `pages` are those
    with a picture that a person writes: the name of each, and where it is written.
    """

    visible_to: Callable[[Viewer], Q]
    editable_by: Callable[[Viewer], Q]
    texts: Callable[[str], Iterable[str]]
    hold: Callable[[Sequence[Image]], object]
    redraw: Callable[[Sequence[Image]], object]
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


def hold(images: Sequence[Image]) -> None:
    for kind in _kinds:
        kind.hold(images)


def redraw(images: Sequence[Image]) -> None:
    for kind in _kinds:
        kind.redraw(images)


def pages(image: Image, user: User) -> list[tuple[str, str]]:
    return [page for kind in _kinds for page in kind.pages(image, user)]


def texts_with(some: str, *texts: type[Model], copies: type[Model]) -> Iterator[str]:
    """The `body` of these rows where it holds `some` words, and that of the unsaved forms among `copies`."""
    for model in texts:
        rows = model._default_manager.filter(body__contains=some)
        yield from rows.values_list("body", flat=True).iterator()
    forms = copies._default_manager.filter(fields__body__icontains=some)
    yield from (str(fields["body"]) for fields in forms.values_list("fields", flat=True).iterator())


def _any(conditions: Iterable[Q]) -> Q:
    """None of them is true of nothing."""
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found
