"""Revisions as their pages show them: those of an essay, and what a study note's show as they do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import Viewer

from ..models import Post, Revision, RevisionQuerySet
from ..numbers import number as numbered
from . import comparing, recording

# What a page offers to compare with.
MOST_CHOICES = 100


def essay_for(viewer: Viewer, pk: int) -> Post:
    """The essay without its text, which its revisions have. Raises Http404."""
    posts = Post.objects.visible_to(viewer).with_names(viewer).select_related("course")
    return get_object_or_404(posts.defer("body", "body_html", "marked_html", "sources_html", "ledger"), pk=pk)


def revisions_of(post: Post, viewer: Viewer) -> RevisionQuerySet:
    """Those of the essay that `viewer` may see."""
    among = Revision.objects.filter(post=post.pk)
    return in_order(among.visible_to(viewer), among.listed())


def in_order(rows: QuerySet[Any], among: QuerySet[Any]) -> Any:
    """Newest first, each with whether readers had read one before it among all that are listed."""
    earlier = among.filter(is_public=True, number__lt=OuterRef("number")).order_by()
    rows = rows.select_related("author", "restores").annotate(is_later=Exists(earlier))
    return rows.order_by("-number")


def light(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With what a list shows of them."""
    return rows.defer("body", "body_html", "source_lines", "restores__body", "restores__body_html")


def shown(number: int, rows: Any, listed: Any, asked: str, at: Callable[[int], str]) -> dict[str, Any]:
    """What templates/blog/_revision.html shows of the text of that number among `rows`.

    It is compared with the one that `asked`, `?against=`, names, else with the one before. Beside it stand
    those that are `listed`; `at` gives the address of a number. Raises Http404 where `rows` has none of it.
    """
    revision = get_object_or_404(rows, number=number)
    other = get_object_or_404(rows, number=numbered(asked)) if asked else recording.before(revision, listed)
    near = listed.aggregate(
        earlier=Max("number", filter=Q(number__lt=number)), later=Min("number", filter=Q(number__gt=number))
    )
    places = {name: at(found) if found else "" for name, found in near.items()}
    beside = {"revision": revision, "here": at(number), "choices": light(listed)[:MOST_CHOICES]}
    return comparing.shown(revision, other) | places | beside
