"""What is done with comments. Each action is one transaction and takes a user, never a request."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from blog.models import Post

from . import limits, paths, rules, upkeep
from .models import Comment, ModerationEntry
from .standing import Standing, standing_of
from .writing import naming
from .writing.rights import may_be_question

_turn = Lock()


@dataclass(frozen=True)
class Guest:
    """Who writes without an account."""

    name: str
    email: str
    website: str = ""


class CommentRefused(Exception):
    """Nothing was stored. Each kind below says why."""


class CommentsClosed(CommentRefused):
    pass


class ParentGone(CommentRefused):
    """The comment that is answered is not a published one of this post."""


class DuplicateComment(CommentRefused):
    """`first` has the same words by the same writer in the same place."""

    def __init__(self, first: Comment) -> None:
        super().__init__(first.pk)
        self.first = first


class SentBefore(Exception):
    """`first` came with the same form, in the same words: no refusal, but nothing is stored again."""

    def __init__(self, first: Comment) -> None:
        super().__init__(first.pk)
        self.first = first


class TooManyComments(CommentRefused):
    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after  # seconds


def post_comment(
    *,
    post: Post,
    author: User | None = None,
    body: str,
    parent: Comment | None = None,
    guest: Guest | None = None,
    ip_address: str | None = None,
    submission: uuid.UUID | None = None,
    question: bool = False,
) -> Comment:
    """Store a comment by `author` or by `guest`, published or held as comments/rules.py says.

    `submission` is the id of the form that it came with: what the same writer sends twice with it is
    returned, not stored again. `question`: it asks the essay's author something. The caller has made sure
    that the writer may see `post`. Raises ValidationError and the kinds of CommentRefused.
    """
    comment = Comment(
        post=post, parent=parent, author=author, body=body, ip_address=ip_address,
        submission=submission or uuid.uuid4(),
    )  # fmt: skip
    if guest:
        comment.guest_name, comment.guest_email = guest.name, guest.email
        comment.guest_website = guest.website
    if question and may_be_question(comment):
        comment.question = Comment.Question.OPEN
    _check(comment)
    # Before the transaction: on SQLite everybody else who writes waits for its end.
    named = naming.attach(comment)
    body_html = comment.rendered_body(named)
    try:
        return _store(comment, body_html)
    except SentBefore as before:
        return before.first
    except IntegrityError:
        # The id of the form is taken, but not by a twin that stands: it may be removed, or somebody else's.
        first = Comment.objects.filter(submission=comment.submission).first()
        if first is None:
            raise
        if _is_same(first, comment):
            first.post = post
            return first
        # Somebody else's form, or the same one with other words: a comment of its own.
        comment.pk, comment.submission = None, uuid.uuid4()
        return _store(comment, body_html)


def _check(comment: Comment) -> None:
    """The rules of the fields. The constraints are left to the database, which checks them at the insert:
    asking it beforehand would be ten queries."""
    comment.full_clean(
        exclude={"post", "parent", "author", "path"}, validate_unique=False, validate_constraints=False
    )


def _store(comment: Comment, body_html: str) -> Comment:
    """One writer at a time for each post: else two could pass one limit."""
    if connection.features.has_select_for_update:
        with transaction.atomic():
            list(Post.objects.select_for_update().filter(pk=comment.post_id).values_list("pk"))
            return _store_alone(comment, body_html)
    # SQLite has one writer anyway, and lets the others sleep up to 100 ms before they look again.
    with _turn, transaction.atomic():
        return _store_alone(comment, body_html)


def _store_alone(comment: Comment, body_html: str) -> Comment:
    standing = standing_of(comment)
    now = timezone.now()
    _refuse(comment, standing, now)
    reason = rules.why_held(
        guest=comment.author is None,
        staff=standing.teaches or (comment.author is not None and comment.author.is_staff),
        has_published=standing.has_published,
        links=rules.count_links(body_html),
    )
    comment.created_at = now
    comment.status = Comment.Status.HELD if reason else Comment.Status.PUBLISHED
    if standing.parent_path is not None:
        comment.depth = paths.depth_under(paths.depth_of(standing.parent_path))
    comment.save(force_insert=True)
    _file(comment, standing.parent_path or "", body_html)
    if reason:
        ModerationEntry.objects.create(
            course_id=comment.post.course_id,
            comment=comment,
            rule=reason.name.lower(),
            to_status=comment.status,
            reason=reason,
        )
    return comment


def _refuse(comment: Comment, standing: Standing, now: datetime) -> None:
    first = Comment.objects.get(pk=standing.twin) if standing.twin else None
    if first:
        first.post = comment.post
    if first and first.submission == comment.submission:
        raise SentBefore(first)
    if standing.post_status != Post.Status.PUBLISHED or (
        standing.comments_close_at and standing.comments_close_at <= now
    ):
        raise CommentsClosed
    if first:
        raise DuplicateComment(first)
    if comment.parent_id and standing.parent_path is None:
        raise ParentGone
    if wait := limits.seconds_to_wait(standing.nth_latest, now):
        raise TooManyComments(wait)


def _file(comment: Comment, parent_path: str, body_html: str) -> None:
    """Set what needs the id, the path and the stored display; and, where it is shown, what
    comments/showing.py would find for one new comment below one that is shown."""
    comment.path = paths.path_of(comment.pk, parent_path)
    comment.html = upkeep.fragment_of(comment, body_html)
    naming.file_mentions(comment)
    comment.is_shown = comment.status == Comment.Status.PUBLISHED
    with connection.cursor() as cursor:
        if not comment.is_shown:
            cursor.execute(_FILE, [comment.path, comment.html, comment.pk])
            return
        cursor.execute(_COUNT, [comment.post_id])
        cursor.execute(_FILE_SHOWN, [comment.path, comment.html, comment.pk])
        if parent_path:
            cursor.execute(_COUNT_IN_BRANCH, [comment.post_id, paths.root_of(comment.path)])


# To put such a statement together costs Django ten times what the database needs to run it.
_FILE = "UPDATE comments_comment SET path = %s, html = %s WHERE id = %s"
_COUNT = """
    UPDATE blog_post SET comment_count = comment_count + 1, thread_version = thread_version + 1
    WHERE id = %s
"""
_FILE_SHOWN = """
    UPDATE comments_comment SET path = %s, html = %s, is_shown = TRUE,
        shown_in = (SELECT thread_version FROM blog_post WHERE blog_post.id = comments_comment.post_id)
    WHERE id = %s
"""
_COUNT_IN_BRANCH = """
    UPDATE comments_comment SET branch_count = branch_count + 1 WHERE post_id = %s AND path = %s
"""


def _is_same(first: Comment, again: Comment) -> bool:
    return all(
        getattr(first, name) == getattr(again, name)
        for name in ("post_id", "parent_id", "author_id", "guest_email", "body")
    )
