"""What a thread holds of its reader alone. It comes with their own row of the query for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Case
from django.utils import timezone

from accounts.models import Viewer
from courses.models import Standing, teaches

from . import unread
from .models import Subscription
from .moderation.levels import bars, told_beforehand


class Own(NamedTuple):
    """How far they have read; "followed", "muted" or ""; and what the course's staff decided about them:
    `barred` is told to who may not write, `limited` to those whose every comment waits."""

    mark: unread.Mark | None = None
    wish: str = ""
    barred: str = ""
    limited: str = ""


def own_columns(viewer: Viewer, course: int, post: int, *, with_ahead: bool = False) -> dict[str, Case]:
    standing = Standing.objects.filter(course=course, user=viewer.pk)
    asked = {name: standing.values(name) for name in ("level", "until", "reason")}
    asked["wish"] = Subscription.objects.filter(user=viewer.pk, post=post).values("state")
    return unread.with_own_row(viewer, asked | unread.columns(viewer, post, with_ahead=with_ahead))


def own_in(viewer: Viewer, found: Sequence[Any]) -> Own:
    """Of their role in the course, and the columns above."""
    role, level, until, reason, wish, *read = found
    own = Own(unread.mark_in(read), wish or "")
    is_over = until is not None and until <= timezone.now()
    if not (viewer.is_authenticated and level) or is_over or teaches(viewer, role):
        return own
    told = told_beforehand(level, until, reason)
    return own._replace(barred=told) if bars(level) else own._replace(limited=told)
