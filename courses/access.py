"""Who may see what: the one home of the four audiences.

Every app that keeps something for an audience asks here, in its own `visible_to(user)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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


def in_audience(user: Viewer, path: str = "") -> Q:
    """A condition on rows with `visibility` and `course`: `user` belongs to the row's audience.

    `path` leads to such a row from another one: "entries__post__". Site staff belong to every audience.
    One condition, no query of its own.
    """

    def q(**conditions: Any) -> Q:
        return Q(**{path + name: value for name, value in conditions.items()})

    everyone = q(visibility=Visibility.WORLD)
    if not user.is_authenticated:
        return everyone
    if user.is_staff:
        return q(visibility__in=Visibility.values)
    return (
        everyone
        | q(visibility=Visibility.SIGNED_IN)
        | q(visibility=Visibility.COURSE, course__in=Course.objects.joined_by(user))
        | q(course__in=Course.objects.taught_by(user))
    )


def readable_by(user: Viewer, path: str = "") -> Q:
    """A condition on what is written and published, by `status`, `author`, `visibility` and `course`.

    Everyone reads the published rows of their audience. An author reads their own in every status; a
    course's staff read its withdrawn ones too. A draft is its author's alone. `path` as above.
    """
    read = Q(**{f"{path}status": "published"}) & in_audience(user, path)
    if user.is_authenticated:
        read |= Q(**{f"{path}author": user})
        taught = Course.objects.taught_by(user)
        read |= Q(**{f"{path}status": "withdrawn", f"{path}course__in": taught})
    return read
