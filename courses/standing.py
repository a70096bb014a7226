"""What a course's staff decide about somebody who writes in it.

comments/moderation/people.py does the same and writes it into the journal: that is what pages call.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User

from .models import TEACHING_ROLES, Course, Membership, Standing


@transaction.atomic
def set_standing(
    *, course: Course, user: User, level: str, by: User, until: datetime | None = None, reason: str = ""
) -> Standing:
    """Give `user` a level in `course`, in the place of the one they had. `reason` is told to
    them when they write, unless they are trusted.

    An exclusion ends the membership, and nobody who is excluded can join again. Raises PermissionDenied
    unless `by` teaches the course, and about who teaches it or is site staff; ValidationError.
    """
    check_standing(course=course, user=user, by=by)
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
    return standing


def lift_standing(*, course: Course, user: User, by: User) -> str:
    """Let `user` write as everyone does again. Returns the level they had, "none" where they had none.

    Who was excluded is not a member by that: they may join again, or be added.
    """
    check_standing(course=course, user=user, by=by)
    level = standing_level(course, user)
    Standing.objects.filter(course=course, user=user).delete()
    return level


def standing_level(course: Course, user: User) -> str:
    """The level in force."""
    there = Standing.objects.in_force().filter(course=course, user=user)
    return there.values_list("level", flat=True).first() or Standing.Level.NONE


def check_standing(*, course: Course, user: User, by: User) -> None:
    """Raise PermissionDenied unless `by` may decide about `user` in `course`."""
    if not Course.objects.taught_by(by).filter(pk=course.pk).exists():
        raise PermissionDenied
    teaches = Membership.objects.filter(course=course, user=user, role__in=TEACHING_ROLES)
    if user.is_staff or teaches.exists():
        raise PermissionDenied
