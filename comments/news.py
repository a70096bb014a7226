"""What became of a thread while its page is open: asked again and again, and therefore cheap."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from accounts.models import Viewer
from accounts.prepared import Prepared
from blog.authorship.names import SHOWN
from blog.models import Post
from blog.numbers import number

from .models import Comment

# More at once are read by loading the page anew.
MOST_NEWS = 50


def watched(viewer: Viewer, course: str, slug: str) -> Post:
    """The essay at an address, as far as its news go. Raises Http404 where `viewer` sees none. One query."""
    post: Post = _watched.first_or_404(viewer, course=course, slug=slug)
    return post


def etag_of(request: HttpRequest, post: Post) -> str:
    """Changes when the answer does: with the essay, its thread, whether it is open, and who is asking."""
    state = (post.version, post.thread_version, int(post.comments_are_open()), request.user.pk or 0)
    return f'"{"-".join(map(str, state))}"'


def news_since(post: Post, viewer: Viewer, own: Collection[int], since: int) -> list[int]:
    """The ids of what others wrote and was first shown after this version of the thread, oldest first."""
    if not since < post.thread_version:
        return []
    found = [pk for (pk,) in _later.rows(viewer, post=post.pk, since=since)]
    return [pk for pk in found if pk not in own]


def state_of(request: HttpRequest, post: Post, ids: list[int]) -> dict[str, Any]:
    """What a page that is open is told: it knows the versions that it was drawn from."""
    essay = number(request.GET.get("essay", ""))
    return {
        "version": post.thread_version,
        "ids": ids,
        "open": post.comments_are_open(),
        "revised": bool(essay) and post.version != essay,
        "reader": request.user.pk or 0,
    }


def _later_by_others(viewer: Viewer, post: int, since: int) -> QuerySet:
    later = Comment.objects.published().filter(post=post, shown_in__gt=since)
    if viewer.is_authenticated:
        later = later.filter(Q(author__isnull=True) | ~Q(author=viewer.pk))
    return later.order_by("shown_in", "pk").values_list("pk")[: MOST_NEWS + 1]


_later = Prepared(_later_by_others)
_watched = Prepared(
    lambda viewer, course, slug: (
        Post.objects.visible_to(viewer)
        .filter(course__slug=course, slug=slug)
        .with_names(viewer)
        .select_related("course")
        .only("slug", "status", "version", "thread_version", "comments_close_at", "course__slug", *SHOWN)
    )
)
