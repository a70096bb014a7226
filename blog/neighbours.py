"""The essays before and after one, in its course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, Subquery

from accounts.prepared import Prepared

from .models import Post

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from accounts.models import Viewer


def neighbours(post: Post, user: Viewer) -> tuple[Post | None, Post | None]:
    """The previous and the next published essay of the course that `user` may see, in one query."""
    if post.published_at is None:
        return None, None
    previous = following = None
    for other in _beside.rows(user, course=post.course_id, moment=post.published_at, pk=post.pk):
        other.course = post.course
        if (other.published_at, other.pk) < (post.published_at, post.pk):
            previous = other
        else:
            following = other
    return previous, following


def _neighbours(user: Viewer, course: int, moment: datetime, pk: int) -> QuerySet[Post]:
    others = Post.objects.visible_to(user).published().filter(course=course)
    earlier = others.filter(Q(published_at__lt=moment) | Q(published_at=moment, pk__lt=pk))
    later = others.filter(Q(published_at__gt=moment) | Q(published_at=moment, pk__gt=pk))
    return Post.objects.filter(
        Q(pk=Subquery(earlier.order_by("-published_at", "-pk").values("pk")[:1]))
        | Q(pk=Subquery(later.order_by("published_at", "pk").values("pk")[:1]))
    ).only("slug", "title", "published_at", "course")


_beside = Prepared(_neighbours)
