"""Who may see what: the one home of the four audiences.

Every app that keeps something for an audience asks here, in its own `visible_to(user)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from .models import Course
from .visibility import Visibility

if TYPE_CHECKING:
    from accounts.models import User, Viewer

# What left its writers' hands, and is not, or no longer, before its audience.
SEEN_BY_STAFF = ("submitted", "returned", "scheduled", "withdrawn")


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
    """A condition on what is written and published, by `status`, `author`, `visibility`, `course` and `unit`.

    Everyone reads the published rows of their audience, but for those that a course hides from a classmate
    whose own is not in yet. Its writers (`author`, and those of `User.authorships` who accepted) read their
    own in every status; a course's staff read all that left its writers' hands. A draft is its writers'
    alone. `path` as above.
    """
    read = Q(**{f"{path}status": "published"}) & in_audience(user, path)
    if not user.is_authenticated:
        return read
    if not user.is_staff:
        read &= _not_hidden_from(user, path)
    taught = Course.objects.taught_by(user)
    read |= writes(user, path)
    return read | Q(**{f"{path}status__in": SEEN_BY_STAFF, f"{path}course__in": taught})


def written_by(user: User, path: str = "") -> Q:
    """A condition on what has an `author`: it is `user`, or `user` writes it with them. `path` as above."""
    shared = user.authorships.accepted().values("post")
    return Q(**{f"{path}author": user}) | Q(**{f"{path}pk__in": shared})


def writes(user: User, path: str = "") -> Q:
    """The same condition, as one among others: asked of the rows that those leave. What is to be found by it
    alone is found by `written_by`; of one essay it cost SQLite ten times as much, half a millisecond."""
    shared = user.authorships.accepted().filter(post=OuterRef(f"{path}pk"))
    return Q(**{f"{path}author": user}) | Q(Exists(shared))


def _not_hidden_from(user: User, path: str) -> Q:
    """The course hides nothing, or the own essay of the same unit is in, and has been for an hour."""
    own, shared = user.posts.all(), user.authorships.accepted()
    return (
        Q(**{f"{path}course__in": Course.objects.open_to(user)})
        | Q(**{f"{path}unit__isnull": True})
        | Q(**{f"{path}unit__in": own.filter(counts_from__lte=Now()).values("unit")})
        | Q(**{f"{path}unit__in": shared.filter(post__counts_from__lte=Now()).values("post__unit")})
    )
