"""The comments that moved an author to revise: named when it is saved, told below them, listed with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

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
    shown = Comment.objects.visible_to(viewer).published().filter(post=post)
    return shown.exclude(author=viewer.pk)


@transaction.atomic
def name_cause(revision: Revision, replaced: Revision | None, answers: str) -> None:
    """Keep which comment a new revision answers, and let that comment say so (blog/followers.py).

    A small change that takes the place of the last revision answers what that one did. Raises ValidationError
    where `answers` is no comment of this thread that others can see.
    """
    if revision.number == 1 and not answers:
        return
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


class Offer(NamedTuple):
    """A comment as the form offers it."""

    pk: int
    name: str
    made_at: datetime
    body: str


def offered(post: Post, viewer: Viewer, chosen: int) -> dict[str, list[Offer]]:
    """What the form offers, open questions first, then replies, the newest first in each; and `chosen`."""
    rows = answerable_by_revision(post.pk, viewer).select_related("author").order_by("-pk")
    rows = rows.defer("html", "path")
    newest = list(rows[:MOST_OFFERED])
    if chosen and all(comment.pk != chosen for comment in newest):
        newest += rows.filter(pk=chosen)
    masked = post.masked
    groups: dict[str, list[Offer]] = {"Open questions": [], "Replies": []}
    for comment in newest:
        name = masked.get(comment.author_id or 0) or comment.account_name
        heading = "Open questions" if comment.question == Comment.Question.OPEN else "Replies"
        groups[heading].append(Offer(comment.pk, name, comment.created_at, comment.body))
    return groups


def attach(revisions: Iterable[Any], post: Post, viewer: Viewer) -> list[Any]:
    """Revisions of `post`, each with the comment that it `answered`, where `viewer` sees that: one query."""
    rows = list(revisions)
    seen = Comment.objects.visible_to(viewer).published()
    causes = RevisionCause.objects.filter(revision__in=rows, comment__in=seen)
    found = {cause.revision_id: cause.comment for cause in causes.select_related("comment__author")}
    for row in rows:
        row.answered = found.get(row.pk)
        if row.answered:
            row.answered.post = post  # which knows the names that are shown to `viewer`
    return rows
