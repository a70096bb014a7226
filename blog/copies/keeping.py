"""Keeping what is typed: a copy for each window, which never overwrites what another window typed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
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

    copy: WorkingCopy | None
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

    `copy` and `version` say which copy the window holds. Where another window changed or saved that one
    since, this text becomes a copy of its own. An unchanged one is not written. Raises ValidationError where
    it is too much to be kept, TooSoon.
    """
    if len(json.dumps(fields, ensure_ascii=False)) > MAX_SIZE:
        raise ValidationError("The text is too long to be kept here.")
    own = WorkingCopy.objects.visible_to(writer)
    held = own.select_for_update().filter(pk=copy, post=post).first() if copy else None
    if held is None and _is_nothing(fields, post, writer, named=bool(copy)):
        return Kept(None)
    if held and _without_window(held.fields) == _without_window(fields):
        return Kept(held)
    if held and (held.version == version or _same_window(held, fields)):
        return Kept(_renew(held, fields, base))
    if own.count() >= MAX_COPIES:
        raise ValidationError(f"You have {MAX_COPIES} texts that are not saved. Save or delete some.")
    course = _course(writer, fields)
    made = WorkingCopy.objects.create(writer=writer, post=post, course=course, fields=dict(fields), base=base)
    return Kept(made, is_own=not copy)


@transaction.atomic
def let_go(*, writer: User, post: Post, copy: int, version: int, begun_as_new: bool = False) -> None:
    """An essay is saved: drop the copy that its form named, and all of the writer's with the same words.

    One that was changed since in another window stays, and so do those that say something else.
    """
    saved = _words_of(post)
    of = None if begun_as_new else post
    for held in WorkingCopy.objects.visible_to(writer).filter(post=of):
        if _words(held.fields) == saved or (held.pk == copy and held.version <= version):
            held.delete()


def sweep(now: datetime) -> int:
    """Drop the copies that nobody has touched for a year. Returns how many."""
    return WorkingCopy.objects.filter(saved_at__lt=now - KEPT).delete()[0]


def _renew(held: WorkingCopy, fields: Mapping[str, str], base: int) -> WorkingCopy:
    now = timezone.now()
    if now - held.saved_at < SOONEST:
        raise TooSoon
    held.fields, held.base, held.saved_at = dict(fields), base, now
    held.version += 1
    held.course = _course(held.writer, fields)
    held.save()
    return held


def _is_nothing(fields: Mapping[str, str], post: Post | None, writer: User, *, named: bool) -> bool:
    """There is no word in it; or it comes late, after the form itself, which took its copy away."""
    words = _words(fields)
    if post is None and all(is_blank(text) for text in words):
        return True
    if not named:
        return False
    title, body, _ = words
    own = Post.objects.editable_by(writer).filter(title=title).only("title", "body")
    stored = (one for one in (own.filter(pk=post.pk) if post else own) if one.body.strip() == body)
    return words in map(_words_of, stored)


def _course(writer: User, fields: Mapping[str, str]) -> Course | None:
    return Course.objects.joined_by(writer).filter(pk=number(fields.get("course", ""))).first()


def _same_window(held: WorkingCopy, fields: Mapping[str, str]) -> bool:
    """An answer was lost on its way, so the window holds an older version than it sent."""
    return bool(fields.get("window")) and fields["window"] == held.fields.get("window")


def _without_window(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name != "window"}


def _words(fields: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(fields.get(name, "").strip() for name in WORDS)


def _words_of(post: Post) -> tuple[str, ...]:
    lines = post.bibliography.order_by("position").values_list("line", flat=True)
    return post.title.strip(), post.body.strip(), "\n".join(lines).strip()
