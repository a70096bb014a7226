"""The comments that moved an author to revise: named when it is saved, told below them, listed with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Viewer
from blog.models import Post, Revision
from blog.numbers import number

from . import upkeep
from .models import Comment, CommentQuerySet, RevisionCause

# What the form of an essay offers; a comment that is not among them has a link of its own to it.
MOST_OFFERED = 200


def answerable_by_revision(post: int, viewer: Viewer) -> CommentQuerySet:
    """The comments on an essay that its author `viewer` may say a revision answers: those of others."""
    shown = Comment.objects.visible_to(viewer).filter(post=post, is_shown=True)
    return shown.exclude(author=viewer.pk)


@transaction.atomic
def name_cause(revision: Revision, replaced: Revision | None, answers: str) -> None:
    """Keep which comment a new revision answers, and let that comment say so (blog/followers.py).

    A small change that takes the place of the last revision answers what that one did. Raises ValidationError
    where `answers` is no comment of this thread that others can see.
    """
    if answers:
        comment = answerable_by_revision(revision.post_id, revision.author).filter(pk=number(answers)).first()
        if comment is None:
            raise ValidationError({"answers": "The comment that this answers is not there any more."})
        RevisionCause.objects.create(revision=revision, comment=comment)
    elif replaced:
        RevisionCause.objects.filter(revision=replaced).update(revision=revision)
    cause = RevisionCause.objects.select_related("comment").filter(revision=revision).first()
    if cause:
        upkeep.redecorate(cause.comment)


def causes_of(revisions: Sequence[Revision], viewer: Viewer) -> dict[int, Comment]:
    """By revision the comment that it answers, where `viewer` may see that: one query."""
    seen = Comment.objects.visible_to(viewer).filter(is_shown=True)
    causes = RevisionCause.objects.filter(revision__in=revisions, comment__in=seen)
    found = causes.select_related("comment__author", "comment__post__course")
    return {cause.revision_id: cause.comment for cause in found}


def offered(post: Post, viewer: Viewer, chosen: int) -> dict[str, list[Comment]]:
    """What the form offers, open questions first, then replies, the newest first in each; and `chosen`."""
    rows = answerable_by_revision(post.pk, viewer).select_related("author").order_by("-pk")
    rows = rows.defer("html", "path")
    newest = list(rows[:MOST_OFFERED])
    if chosen and all(comment.pk != chosen for comment in newest):
        newest += rows.filter(pk=chosen)
    return {
        "Open questions": [comment for comment in newest if _is_open(comment)],
        "Replies": [comment for comment in newest if not _is_open(comment)],
    }


def attach(revisions: Iterable[Any], viewer: Viewer) -> list[Any]:
    """The same revisions, each with the comment that it `answered`, or None."""
    rows = list(revisions)
    found = causes_of(rows, viewer)
    for row in rows:
        row.answered = found.get(row.pk)
    return rows


def _is_open(comment: Comment) -> bool:
    return comment.question == Comment.Question.OPEN
