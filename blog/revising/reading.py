"""An essay's revisions as their pages show them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Viewer

from ..models import Post, Revision, RevisionQuerySet
from ..numbers import number
from . import recording

# What a page offers to compare with.
MOST_CHOICES = 100


def essay_for(viewer: Viewer, pk: int) -> Post:
    """The essay without its text, which its revisions have. Raises Http404."""
    posts = Post.objects.visible_to(viewer).with_names(viewer).select_related("course")
    return get_object_or_404(posts.defer("body", "body_html", "marked_html", "sources_html", "ledger"), pk=pk)


def revisions_of(post: Post, viewer: Viewer) -> RevisionQuerySet:
    """Those of the essay that `viewer` may see, newest first; of each, whether it is where readers began."""
    earlier = Revision.objects.listed().filter(
        post=OuterRef("post"), is_public=True, number__lt=OuterRef("number")
    )
    rows = Revision.objects.visible_to(viewer).filter(post=post.pk).select_related("author", "restores")
    return rows.annotate(is_later=Exists(earlier)).order_by("-number")


def listed(rows: RevisionQuerySet) -> RevisionQuerySet:
    """With what a list shows of them."""
    return rows.defer("body", "body_html", "source_lines", "restores__body", "restores__body_html")


def compared_with(revision: Revision, rows: RevisionQuerySet, asked: str) -> Revision | None:
    """The one that `?against=` asks for, else the one before. Raises Http404 where the viewer sees none."""
    if not asked:
        return recording.before(revision, rows)
    found = rows.filter(number=number(asked)).first()
    if found is None:
        raise Http404("There is no such revision.")
    return found


def neighbours(revision: Revision, rows: RevisionQuerySet) -> tuple[int | None, int | None]:
    """The numbers of the listed ones before and after it."""
    numbers = rows.listed().order_by().values("post")
    earlier = numbers.filter(number__lt=revision.number).order_by("-number").values("number")[:1]
    later = numbers.filter(number__gt=revision.number).order_by("number").values("number")[:1]
    found = Post.objects.filter(pk=revision.post_id).values_list(Subquery(earlier), Subquery(later))
    return found.get()
