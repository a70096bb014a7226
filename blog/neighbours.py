"""The essays before and after one, in its course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, Subquery

from .models import Post

if TYPE_CHECKING:
    from accounts.models import Viewer


def neighbours(post: Post, user: Viewer) -> tuple[Post | None, Post | None]:
    """The previous and the next published essay of the course that `user` may see, in one query."""
    if post.published_at is None:
        return None, None
    others = Post.objects.visible_to(user).published().filter(course=post.course_id)
    earlier = others.filter(
        Q(published_at__lt=post.published_at) | Q(published_at=post.published_at, pk__lt=post.pk)
    ).order_by("-published_at", "-pk")
    later = others.filter(
        Q(published_at__gt=post.published_at) | Q(published_at=post.published_at, pk__gt=post.pk)
    ).order_by("published_at", "pk")
    found = Post.objects.filter(
        Q(pk=Subquery(earlier.values("pk")[:1])) | Q(pk=Subquery(later.values("pk")[:1]))
    ).only("slug", "title", "published_at", "course")
    previous = following = None
    for other in found:
        other.course = post.course
        if (other.published_at, other.pk) < (post.published_at, post.pk):
            previous = other
        else:
            following = other
    return previous, following
