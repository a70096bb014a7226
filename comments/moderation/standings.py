"""Decisions about people, with their lines in the journal."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from courses import standing
from courses.models import Course, Standing

from ..models import ModerationEntry


@transaction.atomic
def set_standing(
    *, course: Course, user: User, level: str, by: User, until: datetime | None = None, reason: str = ""
) -> Standing:
    """As courses.standing.give_level, which says what it does and raises; in the journal too."""
    found, before = standing.give_level(
        course=course, user=user, level=level, by=by, until=until, reason=reason
    )
    _log(course, user, by, before, level, reason)
    return found


@transaction.atomic
def lift_standing(*, course: Course, user: User, by: User, reason: str = "") -> bool:
    """As courses.standing.take_level; in the journal too. False where there was nothing to lift."""
    before = standing.take_level(course=course, user=user, by=by)
    if before == Standing.Level.NONE:
        return False
    _log(course, user, by, before, Standing.Level.NONE, reason)
    return True


def _log(course: Course, user: User, by: User, before: str, after: str, reason: str) -> None:
    entry = ModerationEntry(
        course=course, person=user, moderator=by, from_status=before, to_status=after, reason=reason,
        shared_reason=reason,
    )  # fmt: skip
    entry.clean_fields(exclude={"course", "person", "moderator"})
    entry.save()
