"""A published essay keeps its address; where its author lets it follow the title, the old one leads there."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control

from accounts.addresses import address
from accounts.later import soon
from accounts.models import User
from courses.models import Course

from ..exports.tasks import set_own_references
from ..models import FormerAddress, Post

# Two essays that want one address at one moment: the second one gets the next.
ATTEMPTS = 5
# What every address of an essay begins with.
_ROUTE = "courses/<slug:course>/essays/<word:slug>/"


class PermanentRedirect(HttpResponsePermanentRedirect):
    """308 and not 301: whoever sends a form written at the old address gets it to the new one."""

    status_code = 308


def can_follow(post: Post) -> bool:
    """Whether it has an address that stays, and its title would give it another one."""
    return bool(post.published_at) and post.free_slug() != post.slug


def follow_title(*, post: Post, by: User) -> bool:
    """Give a published essay the address of its title, and keep the old one for it. Whether that is another.

    Raises PermissionDenied where `by` is none of its authors.
    """
    if not Post.objects.editable_by(by).filter(pk=post.pk).exists():
        raise PermissionDenied
    for _ in range(ATTEMPTS - 1):
        try:
            return _follow(post)
        except IntegrityError:  # somebody gave a new essay that address at this moment
            continue
    return _follow(post)


@transaction.atomic
def _follow(post: Post) -> bool:
    # One after the other in a course: the address that one leaves is never free for a moment.
    list(Course.objects.select_for_update().filter(pk=post.course_id).values_list("pk"))
    stored = Post.objects.select_for_update(of=["self"]).select_related("course").get(pk=post.pk)
    if not can_follow(stored):
        return False
    old, post.slug = stored.slug, stored.free_slug()
    FormerAddress.objects.filter(post=post.pk, slug=post.slug).delete()
    FormerAddress.objects.create(course_id=post.course_id, slug=old, post=post)
    Post.objects.filter(pk=post.pk).update(slug=post.slug)
    post.touch()
    # How it is cited names its address.
    soon(set_own_references, post.pk)
    return True


def moved(request: HttpRequest) -> HttpResponse | None:
    """For an address below which there is nothing: the way to where its essay stands now, for its readers."""
    match = request.resolver_match
    if match is None or not match.route.startswith(_ROUTE):
        return None
    former = (
        FormerAddress.objects.filter(course__slug=match.kwargs["course"], slug=match.kwargs["slug"])
        .filter(post__in=Post.objects.visible_to(request.user))
        .select_related("post")
        .only("post__slug")
        .first()
    )
    if former is None:
        return None
    parts = {**match.kwargs, "slug": former.post.slug}
    query = request.META.get("QUERY_STRING", "")
    there = address(match.view_name, *parts.values()) + (f"?{query}" if query else "")
    is_form = request.method not in ("GET", "HEAD")
    response = (PermanentRedirect if is_form else HttpResponsePermanentRedirect)(there)
    # It may come back to this address one day, and others may not know that it is there.
    patch_cache_control(response, private=True, no_cache=True)
    return response
