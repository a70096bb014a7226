"""Keeping what is typed: a copy for each window, which never overwrites what another window typed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.texts import is_blank
from courses.models import Course

from ..models import MAX_BODY_LENGTH, Post, WorkingCopy
from ..numbers import number

# The longest text, and as much again for its sources and all other fields.
MAX_SIZE = 2 * MAX_BODY_LENGTH
# Far more than anybody leaves lying; it keeps a script from filling the disk.
MAX_COPIES = 100
# A script sends a window's text every five seconds, and once more when the window is left.
SOONEST = timedelta(seconds=1)
# A year: a text that somebody comes back to after the holidays, or in the next course, is still there.
KEPT = timedelta(days=365)
# What makes two copies one: the words, whatever is chosen beside them.
WORDS = ("title", "body", "sources")


class TooSoon(Exception):
    """This window's text was kept less than `SOONEST` ago."""


class Kept(NamedTuple):
    """Where the text is now: None where there was nothing to keep. `is_own`: in the copy that was named."""

    copy: Any
    is_own: bool = True


@transaction.atomic
def keep(
    *,
    writer: User,
    post: Post | None,
    fields: Mapping[str, str],
    base: int = 0,
    copy: int = 0,
    version: int = 0,
) -> Kept:
    """Keep the form of `post`, or of an essay not begun yet, as `writer` has it in one window.

    Raises as keep_among does.
    """

    own = WorkingCopy.objects.visible_to(writer)
    return keep_among(
        own,
        {"writer": writer, "post": post},
        Sent(fields, base, copy, version),
        lambda named: _is_nothing(fields, post, writer, named=named),
        beside={"course": _course(writer, fields)},
    )


class Sent(NamedTuple):
    """The form that a window holds, the revision that its writer began with, and the copy that it is of."""

    fields: Mapping[str, str]
    base: int = 0
    copy: int = 0
    version: int = 0


def keep_among(
    own: QuerySet[Any],
    of: Mapping[str, Any],
    sent: Sent,
    is_nothing: Callable[[bool], bool],
    beside: Mapping[str, Any] | None = None,
) -> Kept:
    """Keep what a window sent of the thing `of` in one of `own`, its writer's copies.

    The caller has begun the transaction. Where another window changed or saved that copy since, this text
    becomes a copy of its own. An unchanged one is not written; nor is what `is_nothing`, which is told
    whether the window named a copy. `beside` are more values of the row. Raises ValidationError where it is
    too much to be kept, TooSoon.
    """
    if len(json.dumps(sent.fields, ensure_ascii=False)) > MAX_SIZE:
        raise ValidationError("The text is too long to be kept here.")
    held = own.select_for_update().filter(pk=sent.copy, **of).first() if sent.copy else None
    if held is None and is_nothing(bool(sent.copy)):
        return Kept(None)
    if held and _without_window(held.fields) == _without_window(sent.fields):
        return Kept(held)
    values = {"fields": dict(sent.fields), "base": sent.base, **(beside or {})}
    if held and (held.version == sent.version or _same_window(held, sent.fields)):
        return Kept(_renew(held, values))
    if own.count() >= MAX_COPIES:
        raise ValidationError(f"You have {MAX_COPIES} texts that are not saved. Save or delete some.")
    return Kept(own.model.objects.create(**of, **values), is_own=not sent.copy)


@transaction.atomic
def let_go(*, writer: User, post: Post, copy: int, version: int, begun_as_new: bool = False) -> None:
    """An essay is saved: drop the copy that its form named, and all of the writer's with the same words.

    One that was changed since in another window stays, and so do those that say something else.
    """
    of = None if begun_as_new else post
    own = WorkingCopy.objects.visible_to(writer).filter(post=of)
    let_go_among(own, _words_of(post), copy=copy, version=version)


def let_go_among(own: Iterable[Any], saved: Sequence[str], *, copy: int, version: int) -> None:
    """Drop of `own` the copy that a saved form named, and those that hold the `saved` words (WORDS)."""
    for held in own:
        if words(held.fields) == tuple(saved) or (held.pk == copy and held.version <= version):
            held.delete()


def sweep(now: datetime) -> int:
    """Drop the copies that nobody has touched for a year. Returns how many."""
    return WorkingCopy.objects.filter(saved_at__lt=now - KEPT).delete()[0]


def _renew(held: Any, values: Mapping[str, Any]) -> Any:
    now = timezone.now()
    if now - held.saved_at < SOONEST:
        raise TooSoon
    for name, value in values.items():
        setattr(held, name, value)
    held.saved_at = now
    held.version += 1
    held.save()
    return held


def _is_nothing(fields: Mapping[str, str], post: Post | None, writer: User, *, named: bool) -> bool:
    """There is no word in it; or it comes late, after the form itself, which took its copy away."""
    typed = words(fields)
    if post is None and all(is_blank(text) for text in typed):
        return True
    if not named:
        return False
    title, body, _ = typed
    own = Post.objects.editable_by(writer).filter(title=title).only("title", "body")
    stored = (one for one in (own.filter(pk=post.pk) if post else own) if one.body.strip() == body)
    return typed in map(_words_of, stored)


def _course(writer: User, fields: Mapping[str, str]) -> Course | None:
    return Course.objects.joined_by(writer).filter(pk=number(fields.get("course", ""))).first()


def _same_window(held: Any, fields: Mapping[str, str]) -> bool:
    """An answer was lost on its way, so the window holds an older version than it sent."""
    return bool(fields.get("window")) and fields["window"] == held.fields.get("window")


def _without_window(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name != "window"}


def words(fields: Mapping[str, str]) -> tuple[str, ...]:
    """What makes two copies one, of a form's fields."""
    return tuple(fields.get(name, "").strip() for name in WORDS)


def _words_of(post: Post) -> tuple[str, ...]:
    lines = post.bibliography.order_by("position").values_list("line", flat=True)
    return post.title.strip(), post.body.strip(), "\n".join(lines).strip()
