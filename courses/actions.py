"""What is done with courses."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User

from .models import Course, Membership, Standing
from .standing import hold_standings, standing_level


@transaction.atomic
def join(*, course: Course, user: User) -> bool:
    """Make `user` a student of a course that is open to all. False where they are a member already.

    Raises PermissionDenied where it is not open, or they were removed from it.
    """
    if Membership.objects.filter(course=course, user=user).exists():
        return False
    if course.enrolment != Course.Enrolment.OPEN:
        raise PermissionDenied
    hold_standings(course)
    if standing_level(course, user) == Standing.Level.EXCLUDED:
        raise PermissionDenied
    # A second click at the same moment finds the row of the first.
    return Membership.objects.get_or_create(course=course, user=user)[1]
