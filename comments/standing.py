"""What must be known about a comment before it is stored, read under the lock of its post."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, QuerySet, Subquery, Value

from accounts.models import Viewer
from blog.models import Post
from blog.prepared import Prepared
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
    nth_latest: datetime | None = None
    role: str | None = None
    has_published: bool = False

    @property
    def teaches(self) -> bool:
        return self.role in TEACHING_ROLES


def standing_of(comment: Comment) -> Standing:
    """For a comment that is not stored yet. One query for a member, two for a guest."""
    values = {"post": comment.post_id, "body": comment.body}
    if comment.parent_id:
        values["parent"] = comment.parent_id
    if comment.author_id:
        values |= {"author": comment.author_id, "course": comment.post.course_id}
        return Standing(*_member.first(AnonymousUser(), **values))
    facts = _guest.first(AnonymousUser(), email=comment.guest_email, **values)
    latest = _nth_latest(ip_address=comment.ip_address, author__isnull=True)
    return Standing(*facts)._replace(nth_latest=latest.first() if comment.ip_address else None)


def _facts_of_member(
    viewer: Viewer, post: int, body: str, author: int, course: int, parent: int | None = None
) -> QuerySet:
    mine = Comment.objects.filter(author=author)
    return _facts(post, parent, mine.filter(body=body)).values_list(
        *_COLUMNS,
        Subquery(_nth_latest(author=author)),
        Subquery(Membership.objects.filter(course=course, user=author).values("role")),
        Exists(mine.filter(status=Comment.Status.PUBLISHED, post__course=course)),
    )


def _facts_of_guest(viewer: Viewer, post: int, body: str, email: str, parent: int | None = None) -> QuerySet:
    same = Comment.objects.filter(author__isnull=True, guest_email=email, body=body)
    return _facts(post, parent, same).values_list(*_COLUMNS)


_COLUMNS = ("status", "comments_close_at", "parent_path", "twin")


def _facts(post: int, parent: int | None, same_words: QuerySet) -> QuerySet:
    """A twin stands: what was removed or is spam is no place to send its writer to."""
    twins = same_words.filter(
        post=post, parent=parent, status__in=[Comment.Status.PUBLISHED, Comment.Status.HELD]
    )
    path: Subquery | Value = Value(None, output_field=Comment._meta.get_field("path"))
    if parent:
        published = Comment.objects.published().filter(pk=parent, post=post)
        path = Subquery(published.values("path"))
    return Post.objects.filter(pk=post).annotate(parent_path=path, twin=Subquery(twins.values("pk")[:1]))


def _nth_latest(**client: Any) -> QuerySet:
    """An account is one client; guests are told apart by address."""
    latest = Comment.objects.filter(**client).order_by("-created_at")
    return latest.values_list("created_at", flat=True)[COMMENTS_PER_MINUTE - 1 : COMMENTS_PER_MINUTE]


_member = Prepared(_facts_of_member)
_guest = Prepared(_facts_of_guest)
