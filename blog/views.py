"""The pages that readers see."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Viewer
from accounts.prepared import Prepared
from courses.models import Course

from .citing.styles import shown
from .models import Category, Post, Tag
from .neighbours import neighbours
from .paging import Listing

COURSES_ON_HOME = 30

_courses = Prepared(lambda viewer: Course.objects.defer("description")[:COURSES_ON_HOME])
_newest = Listing(lambda viewer: Post.objects.visible_to(viewer))
_filed = Listing(lambda viewer, category: Post.objects.visible_to(viewer).filter(category=category))
_tagged = Listing(lambda viewer, tag: Post.objects.visible_to(viewer).filter(tags=tag))
_dated = Listing(
    lambda viewer, first, after: Post.objects.visible_to(viewer).filter(
        published_at__gte=first, published_at__lt=after
    )
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    courses = _courses.rows(request.user)
    return render(request, "blog/home.html", {"page": _newest.page(request), "courses": courses})


@require_safe
def post_detail(request: HttpRequest, course: str, slug: str) -> HttpResponse:
    return post_page(request, visible_post(request.user, course, slug))


def visible_post(viewer: Viewer, course: str, slug: str) -> Post:
    """The essay at an address, with what its page shows. Raises Http404 where `viewer` sees none."""
    post: Post = _post.first_or_404(viewer, course=course, slug=slug)
    return post


def answerable_post(viewer: Viewer, course: str, slug: str) -> Post:
    """The same with what a reply needs to know of it, at a third of the cost."""
    post: Post = _bare.first_or_404(viewer, course=course, slug=slug)
    return post


_post = Prepared(
    lambda viewer, course, slug: (
        Post.objects.visible_to(viewer).for_page(viewer).filter(course__slug=course, slug=slug)
    )
)
_bare = Prepared(
    lambda viewer, course, slug: (
        Post.objects.visible_to(viewer)
        .filter(course__slug=course, slug=slug)
        .with_names(viewer)
        .select_related("course")
        .defer("body", "excerpt", "marked_html", "sources_html", "ledger", "course__description")
    )
)
_tags = Prepared(lambda viewer, post: Tag.objects.filter(posts=post))


def post_page(request: HttpRequest, post: Post, *, status: int = 200, **extra: Any) -> HttpResponse:
    """The essay with its thread. `post` comes from `visible_post`; what is in `extra` reaches the thread."""
    previous, following = neighbours(post, request.user)
    context = {
        "post": post,
        "is_writer": post.is_written_by(request.user),
        "tags": _tags.rows(request.user, post=post.pk),
        "shown": shown(request, post),
        "previous": previous,
        "following": following,
        "back_to": post.get_absolute_url() if request.method == "POST" else "",
        "address": request.build_absolute_uri(post.get_absolute_url()),
    }
    if post.featured_image:
        context["picture_address"] = request.build_absolute_uri(post.featured_image.get_absolute_url())
    return render(request, "blog/post_detail.html", context | extra, status=status)


@require_safe
def category_detail(request: HttpRequest, course: str, slug: str) -> HttpResponse:
    category = get_object_or_404(Category.objects.select_related("course"), course__slug=course, slug=slug)
    page = _filed.page(request, category=category.pk)
    return render(request, "blog/category_detail.html", {"category": category, "page": page})


@require_safe
def tag_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A tag that stands on no essay that this reader may see does not exist for them."""
    tag = get_object_or_404(Tag, slug=slug)
    page = _tagged.page(request, tag=tag.pk)
    if not page.rows:
        raise Http404("No essay has this tag.")
    return render(request, "blog/tag_detail.html", {"tag": tag, "page": page})


@require_safe
def month_detail(request: HttpRequest, year: int, month: int) -> HttpResponse:
    try:
        first = datetime(year, month, 1, tzinfo=timezone.get_current_timezone())
        after = first.replace(year=year + month // 12, month=month % 12 + 1)
    except ValueError as error:
        raise Http404("There is no such month.") from error
    page = _dated.page(request, first=first, after=after)
    if not page.rows:
        raise Http404("Nothing was published in that month.")
    return render(request, "blog/month_detail.html", {"month": first, "page": page})
