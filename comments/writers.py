"""The people of a thread, in one query: who wrote it, and in their reader's row what holds for them alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, cast

from django.db.models import Case, FilteredRelation, Q, QuerySet, Subquery, When
from django.urls import reverse
from django.utils import timezone

from accounts.models import User, Viewer
from accounts.prepared import Prepared
from blog.models import Post
from courses.models import Role, Standing, teaches

from . import unread
from .drawing import AUTHOR, PARENT_AUTHOR, Person, Row
from .ids import filled
from .models import Subscription
from .moderation.levels import bars, told_beforehand

CHIPS = {role.value: role.label for role in Role if role is not Role.STUDENT}


class Own(NamedTuple):
    """What holds for a thread's reader alone.

    `mark` says how far they have read, None for guests and at a first visit; `wish` is "followed", "muted" or
    ""; of what the course's staff decided, `barred` is told to who may not write, `limited` to those whose
    every comment waits.
    """

    mark: unread.Mark | None = None
    wish: str = ""
    barred: str = ""
    limited: str = ""


def people_of(
    rows: Iterable[Row], post: Post, viewer: Viewer, *, with_ahead: bool = False
) -> tuple[dict[int, Person], Own]:
    """Who wrote these rows and what they answer, with their role in the essay's course; and the reader's own.
    One query."""
    ids = {cast(int, pk) for row in rows for pk in (row[AUTHOR], row[PARENT_AUTHOR]) if pk}
    if not (viewer.is_authenticated or ids):
        return {}, Own()
    values = {"course": post.course_id, "ids": filled(sorted(ids | {viewer.pk} if viewer.pk else ids))}
    if not viewer.is_authenticated:
        found = _writers.rows(viewer, **values)
    else:
        asked = _writers_and_ahead if with_ahead else _writers_and_mark
        found = asked.rows(viewer, **values, post=post.pk)
    theirs = next((_own_in(viewer, row[4:]) for row in found if row[0] == viewer.pk), Own())
    masked = post.masked
    people = {
        pk: Person(masked[pk])
        if pk in masked
        else Person(
            name,
            reverse("accounts:picture_show", args=[picture.rpartition("/")[2]]) if picture else "",
            website,
            CHIPS.get(role, ""),
        )
        for pk, name, picture, website, role, *_ in found
    }
    return people, theirs


def _own_in(viewer: Viewer, found: Sequence[Any]) -> Own:
    """Of their role in the course, and the columns of `_own_columns`."""
    role, level, until, reason, wish, *read = found
    own = Own(unread.mark_in(read), wish or "")
    is_over = until is not None and until <= timezone.now()
    if not (viewer.is_authenticated and level) or is_over or teaches(viewer, role):
        return own
    told = told_beforehand(level, until, reason)
    return own._replace(barred=told) if bars(level) else own._replace(limited=told)


def _own_columns(viewer: Viewer, course: int, post: int, *, with_ahead: bool = False) -> dict[str, Case]:
    """With the row of `viewer` alone: a query of its own would be one more."""
    standing = Standing.objects.filter(course=course, user=viewer.pk)
    asked = {name: standing.values(name) for name in ("level", "until", "reason")}
    asked["wish"] = Subscription.objects.filter(user=viewer.pk, post=post).values("state")
    asked |= unread.columns(viewer, post, with_ahead=with_ahead)
    return {name: Case(When(pk=viewer.pk, then=Subquery(query))) for name, query in asked.items()}


def _writers_of(course: int, ids: list[int], **more: Case) -> QuerySet:
    return (
        User.objects.filter(pk__in=ids)
        .annotate(here=FilteredRelation("memberships", condition=Q(memberships__course=course)), **more)
        .order_by()
        .values_list("pk", "display_name", "picture", "website", "here__role", *more)
    )


_writers = Prepared(lambda viewer, course, ids: _writers_of(course, ids))
_writers_and_mark = Prepared(
    lambda viewer, course, ids, post: _writers_of(course, ids, **_own_columns(viewer, course, post))
)
_writers_and_ahead = Prepared(
    lambda viewer, course, ids, post: _writers_of(
        course, ids, **_own_columns(viewer, course, post, with_ahead=True)
    )
)
