"""What else than essays shows pictures.

Imports run one way, and `blog` knows nothing of the apps that hang on it: each registers here what it shows
when it is loaded (`AppConfig.ready`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q, QuerySet

if TYPE_CHECKING:
    from accounts.models import User, Viewer

    from ..models import Image


@dataclass(frozen=True)
class Shown:
    """One kind of page with pictures.

    `visible_to` and `editable_by` are conditions on pictures: a page shows it that this reader may see, or
    write. `texts` are those, saved or not, that hold some words (all, or those written since): a picture that
    one of them names is kept. `hold` locks what shows pictures until the transaction ends, and `redraw` draws
    it anew; `pages` are those with a picture that a person writes: the name of each, and where it is written.
    """

    visible_to: Callable[[Viewer], Q]
    editable_by: Callable[[Viewer], Q]
    texts: Callable[[str, datetime | None], Iterable[str]]
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


def texts(some: str, since: datetime | None) -> Iterator[str]:
    for kind in _kinds:
        yield from kind.texts(some, since)


def hold(images: Sequence[Image]) -> None:
    for kind in _kinds:
        kind.hold(images)


def redraw(images: Sequence[Image]) -> None:
    for kind in _kinds:
        kind.redraw(images)


def pages(image: Image, user: User) -> list[tuple[str, str]]:
    return [page for kind in _kinds for page in kind.pages(image, user)]


def texts_with(
    some: str, since: datetime | None, *, posts: type[Model], revisions: type[Model], copies: type[Model]
) -> Iterator[str]:
    """The bodies, written since, that hold `some` words: of these rows, and of unsaved forms, `copies`."""
    for model, time in ((posts, "updated_at"), (revisions, "made_at")):
        rows = _since(model, time, since).filter(body__contains=some)
        yield from rows.values_list("body", flat=True).iterator()
    forms = _since(copies, "saved_at", since).filter(fields__body__icontains=some)
    yield from (str(fields["body"]) for fields in forms.values_list("fields", flat=True).iterator())


def _since(model: type[Model], time: str, since: datetime | None) -> QuerySet[Any]:
    rows = model._default_manager.all()
    return rows.filter(**{f"{time}__gte": since}) if since else rows


def _any(conditions: Iterable[Q]) -> Q:
    """None of them is true of nothing."""
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found
