"""A comment as the pages about it get it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from blog.authorship import names
from courses.models import Course

from .. import cookies
from ..models import Comment, is_answered
from .rights import Facts


def visible_comment(request: HttpRequest, pk: int) -> Comment:
    """The comment through the one gate, with what `facts_for` needs. Raises Http404."""
    taught = Course.objects.taught_by(request.user).filter(pk=OuterRef("post__course"))
    rows = Comment.objects.visible_to(request.user, own=cookies.own_of(request))
    rows = rows.annotate(is_answered=is_answered(), is_taught=Exists(taught))
    rows = rows.annotate(**names.columns(request.user, "post__"))
    rows = rows.select_related("post__course", "post__author", "author")
    rows = rows.defer("post__body", "post__body_html", "post__marked_html", "post__sources_html")
    comment = get_object_or_404(rows, pk=pk)
    names.hand_over(comment, comment.post)
    return comment


def facts_for(request: HttpRequest, comment: Comment) -> Facts:
    """Of a comment from `visible_comment`."""
    viewer = request.user
    own = comment.author_id == viewer.pk if comment.author_id else comment.pk in cookies.own_of(request)
    return Facts(
        signed_in=viewer.is_authenticated,
        own=own,
        teaches=comment.is_taught,  # type: ignore[attr-defined]
        is_answered=comment.is_answered,  # type: ignore[attr-defined]
        now=timezone.now(),
        writes=comment.post.is_written_by(viewer),
    )
