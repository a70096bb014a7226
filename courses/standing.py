"""What a course's staff decide about somebody who writes in it.

comments/moderation/standings.py does the same and writes it into the journal: that is what pages call.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User

from .models import Course, Membership, Standing


@transaction.atomic
def give_level(
    *, course: Course, user: User, level: str, by: User, until: datetime | None = None, reason: str = ""
) -> tuple[Standing, str]:
    """Give `user` a level in `course`, in the place of the one they had, which is returned too.

    `reason` is told to them when they write, unless they are trusted. An exclusion ends the membership, and
    nobody who is excluded can join again. Raises PermissionDenied unless `by` teaches the course, and about
    who teaches it or is site staff; ValidationError.
    """
    check_decider(course=course, user=user, by=by)
    hold_standings(course)
    before = standing_level(course, user)
    standing = Standing.objects.filter(course=course, user=user).first() or Standing(course=course, user=user)
    standing.level, standing.until, standing.reason = level, until, reason
    standing.set_by, standing.set_at = by, timezone.now()
    if level == Standing.Level.NONE:
        raise ValidationError({"level": "To take a level away, lift it."})
    if until is not None and until <= standing.set_at:
        raise ValidationError({"until": "That moment has passed."})
    standing.full_clean(exclude={"course", "user", "set_by"})
    standing.save()
    if level == Standing.Level.EXCLUDED:
        Membership.objects.filter(course=course, user=user).delete()
    return standing, before


@transaction.atomic
def take_level(*, course: Course, user: User, by: User) -> str:
    """Let `user` write as everyone does again. Returns the level they had, "none" where they had none.

    Who was excluded is not a member by that: they may join again, or be added. Raises PermissionDenied as
    `give_level`.
    """
    check_decider(course=course, user=user, by=by)
    hold_standings(course)
    level = standing_level(course, user)
    Standing.objects.filter(course=course, user=user).delete()
    return level


def standing_level(course: Course, user: User) -> str:
    """The level in force."""
    there = Standing.objects.in_force().filter(course=course, user=user)
    return there.values_list("level", flat=True).first() or Standing.Level.NONE


def hold_standings(course: Course) -> None:
    """Until the transaction ends nobody else decides about people of `course`, and nobody joins it.

    Without the key: whoever writes in the course meanwhile refers to its row, and need not wait.
    """
    list(Course.objects.select_for_update(no_key=True).filter(pk=course.pk).values_list("pk"))


def check_decider(*, course: Course, user: User, by: User) -> None:
    """Raise PermissionDenied unless `by` may decide about `user` in `course`."""
    if not course.is_taught_by(by):
        raise PermissionDenied
    if course.teachers().filter(pk=user.pk).exists():
        raise PermissionDenied
