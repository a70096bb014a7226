"""Keeping what is typed: a copy for each window, which never overwrites what another window typed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.texts import is_blank

from ..models import MAX_BODY_LENGTH, KeptForm, WorkingCopy
from ..numbers import count, number
from .fields import WINDOW, fields_of
from .manuscript import Manuscript, Words, typed

# The longest text, and as much again for its sources and all other fields.
MAX_SIZE = 2 * MAX_BODY_LENGTH
# Far more than anybody leaves lying; it keeps a script from filling the disk.
MAX_COPIES = 100
# A script sends a window's text every five seconds, and once more when the window is left.
SOONEST = timedelta(seconds=1)
# A year: a text that somebody comes back to after the holidays, or in the next course, is still there.
KEPT = timedelta(days=365)


class TooSoon(Exception):
    """This window's text was kept less than `SOONEST` ago."""


class Sent(NamedTuple):
    """The form that a window holds, the revision that its writer began with, and the copy that it is of."""

    fields: Mapping[str, str]
    base: int = 0
    copy: int = 0
    version: int = 0

    @classmethod
    def of(cls, data: Mapping[str, str], form: Any) -> Sent:
        """What came as `data` from a form of that class."""
        base, copy, version = (data.get(name, "") for name in ("base", "copy", "copy_version"))
        return cls(fields_of(data, form), count(base), number(copy), number(version))


class Kept(NamedTuple):
    """Where the text is now: None where there was nothing to keep. `is_own`: in the copy that was named."""

    copy: KeptForm | None
    is_own: bool = True


@transaction.atomic
def keep(work: Manuscript, sent: Sent, **beside: Any) -> Kept:
    """Keep what a window sent of `work` as a copy of its writer's. `beside` are more values of the row.

    Where another window changed or saved that copy since, this text becomes a copy of its own. An unchanged
    one is not written, nor one without words. Raises ValidationError where it is too much to be kept, and
    TooSoon.
    """
    if len(json.dumps(sent.fields, ensure_ascii=False)) > MAX_SIZE:
        raise ValidationError("The text is too long to be kept here.")
    held = work.copies.select_for_update().filter(pk=sent.copy).first() if sent.copy else None
    if held is None and _is_nothing(work, sent):
        return Kept(None)
    if held and _without_window(held.fields) == _without_window(sent.fields):
        return Kept(held)
    values = {"fields": dict(sent.fields), "base": sent.base, **beside}
    if held and (held.version == sent.version or _is_of(sent.fields.get(WINDOW, ""), held)):
        return Kept(_renew(held, values))
    if work.own.count() >= MAX_COPIES:
        raise ValidationError(f"You have {MAX_COPIES} texts that are not saved. Save or delete some.")
    return Kept(work.own.create(**work.of, **values), is_own=not sent.copy)


@transaction.atomic
def let_go(copies: Iterable[KeptForm], saved: Words, *, copy: int, version: int, window: str) -> None:
    """A form is saved: drop of the `copies` the one that it named or its window sent, and equal ones.

    A window that saves at once does not know yet where it is kept. What was changed since in another window
    stays, and so do those that say something else.
    """
    for held in copies:
        is_named = held.pk == copy and held.version <= version
        if is_named or _is_of(window, held) or typed(held.fields) == saved:
            held.delete()


def sweep(now: datetime) -> int:
    """Drop the copies that nobody has touched for a year. Returns how many."""
    return WorkingCopy.objects.filter(saved_at__lt=now - KEPT).delete()[0]


def _renew(held: KeptForm, values: Mapping[str, Any]) -> KeptForm:
    now = timezone.now()
    if now - held.saved_at < SOONEST:
        raise TooSoon
    for name, value in values.items():
        setattr(held, name, value)
    held.saved_at = now
    held.version += 1
    held.save()
    return held


def _is_nothing(work: Manuscript, sent: Sent) -> bool:
    """There is no word in it; or it comes late, after the form itself, which took its copy away."""
    words = typed(sent.fields)
    if work.newest is None and all(is_blank(text) for text in words):
        return True
    # With what is saved by now, a form has only changed what is chosen beside the words.
    is_late = bool(sent.copy) or work.newest is None or sent.base < work.newest
    return is_late and words in work.saved(words)


def _is_of(window: str, held: KeptForm) -> bool:
    """The window sent it last, whose answer may be lost on its way: so it names an older version, or none."""
    return bool(window) and window == held.fields.get(WINDOW)


def _without_window(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name != WINDOW}
