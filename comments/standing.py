"""What must be known about a comment before it is stored, in one query, under the lock of its post."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, QuerySet, Subquery, Value

from blog.models import Post
from courses.models import TEACHING_ROLES, Membership

from .limits import COMMENTS_PER_MINUTE
from .models import Comment


class Standing(NamedTuple):
    post_status: str
    comments_close_at: datetime | None
    # Of the comment that is answered, if it is a published one of this post.
    parent_path: str | None
    # The same words by the same writer in the same place.
    twin: int | None
    # When the writer sent the n-th of their latest comments: see comments/limits.py.
    nth_latest: datetime | None
    role: str | None
    has_published: bool

    @property
    def teaches(self) -> bool:
        return self.role in TEACHING_ROLES


def standing_of(comment: Comment) -> Standing:
    """For a comment that is not stored yet."""
    return Standing(
        *Post.objects.filter(pk=comment.post_id).values_list(
            "status",
            "comments_close_at",
            _or_null(
                Comment.objects.filter(
                    pk=comment.parent_id, post=comment.post_id, status=Comment.Status.PUBLISHED
                ).values("path")
                if comment.parent_id
                else None
            ),
            _or_null(_twins(comment).values("pk")[:1]),
            _or_null(_latest(comment)),
            *_of_member(comment),
        )[0]
    )


def _or_null(rows: QuerySet | None) -> Subquery | Value:
    return Value(None) if rows is None else Subquery(rows)


def _by_same_writer(comment: Comment) -> QuerySet:
    if comment.author_id:
        return Comment.objects.filter(author=comment.author_id)
    return Comment.objects.filter(author__isnull=True, guest_email=comment.guest_email)


def _twins(comment: Comment) -> QuerySet:
    """Those that stand: what was removed or is spam is no place to send its writer to."""
    return _by_same_writer(comment).filter(
        post=comment.post_id,
        parent=comment.parent_id,
        body=comment.body,
        status__in=[Comment.Status.PUBLISHED, Comment.Status.HELD],
    )


def _latest(comment: Comment) -> QuerySet | None:
    """An account is one client; guests are told apart by address."""
    if comment.author_id:
        latest = Comment.objects.filter(author=comment.author_id)
    elif comment.ip_address:
        latest = Comment.objects.filter(ip_address=comment.ip_address, author__isnull=True)
    else:
        return None
    return latest.order_by("-created_at").values("created_at")[COMMENTS_PER_MINUTE - 1 : COMMENTS_PER_MINUTE]


def _of_member(comment: Comment) -> tuple[Subquery | Value, Exists | Value]:
    if not comment.author_id:
        return Value(None), Value(False)
    course = comment.post.course_id
    role = Membership.objects.filter(course=course, user=comment.author_id).values("role")
    published = Comment.objects.filter(
        author=comment.author_id, status=Comment.Status.PUBLISHED, post__course=course
    )
    return Subquery(role), Exists(published)
