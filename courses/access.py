"""Who may see what: the one home of the four audiences.

Every app that keeps something for an audience asks here, in its own `visible_to(user)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from .models import Course

if TYPE_CHECKING:
    from accounts.models import Viewer


class Visibility(models.TextChoices):
    """From the widest audience to the narrowest."""

    WORLD = "world", "Everyone on the web"
    SIGNED_IN = "signed-in", "Everyone who is signed in"
    COURSE = "course", "Members of the course"
    STAFF = "staff", "The course's staff"

    def and_narrower(self) -> list[Visibility]:
        """This audience and those within it."""
        audiences = list(Visibility)
        return audiences[audiences.index(self) :]


def in_audience(user: Viewer) -> Q:
    """A condition on rows with `visibility` and `course`: `user` belongs to the row's audience.

    Site staff belong to every audience. One condition, no query of its own.
    """
    everyone = Q(visibility=Visibility.WORLD)
    if not user.is_authenticated:
        return everyone
    if user.is_staff:
        return Q(visibility__in=Visibility.values)
    return (
        everyone
        | Q(visibility=Visibility.SIGNED_IN)
        | Q(visibility=Visibility.COURSE, course__in=Course.objects.joined_by(user))
        | Q(course__in=Course.objects.taught_by(user))
    )
