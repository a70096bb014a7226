"""What is done with comments. Each action is one transaction and takes a user, never a request."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from threading import Lock

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from blog.models import Post

from . import drawing, limits, paths, rules
from .models import Comment, CommentQuerySet, ModerationEntry
from .standing import Standing, standing_of

BATCH = 500
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
) -> Comment:
    """Store a comment by `author` or by `guest`, published or held as comments/rules.py says.

    `submission` is the id of the form that it came with: what the same writer sends twice with it is
    returned, not stored again. The caller has made sure that the writer may see `post`. Raises
    ValidationError and the kinds of CommentRefused.
    """
    comment = Comment(
        post=post, parent=parent, author=author, body=body, ip_address=ip_address,
        submission=submission or uuid.uuid4(),
    )  # fmt: skip
    if guest:
        comment.guest_name, comment.guest_email = guest.name, guest.email
        comment.guest_website = guest.website
    _check(comment)
    # Before the transaction: on SQLite everybody else who writes waits for its end.
    body_html = comment.rendered_body()
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
        ModerationEntry.objects.create(comment=comment, to_status=comment.status, reason=reason)
    else:
        _count(comment.post_id, 1)
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
    """Set what needs the id: the path, and the stored part of the display."""
    comment.path = paths.path_of(comment.pk, parent_path)
    comment.html = drawing.fragment(created_at=comment.created_at, body_html=body_html)
    with connection.cursor() as cursor:
        cursor.execute(_FILE, [comment.path, comment.html, comment.pk])


def _count(post: int, more: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [more, post])


# To put such a statement together costs Django ten times what the database needs to run it.
_FILE = "UPDATE comments_comment SET path = %s, html = %s WHERE id = %s"
_COUNT = """
    UPDATE blog_post SET comment_count = comment_count + %s, thread_version = thread_version + 1
    WHERE id = %s
"""


def _is_same(first: Comment, again: Comment) -> bool:
    return all(
        getattr(first, name) == getattr(again, name)
        for name in ("post_id", "parent_id", "author_id", "guest_email", "body")
    )


@transaction.atomic
def moderate(*, comments: CommentQuerySet, to: str, by: User, reason: str = "") -> int:
    """Put `comments` into status `to`, log it, keep the counts. Returns how many were not in it before.

    Raises PermissionDenied where `by` may not moderate one of them, ValidationError for a long reason.
    """
    chosen = Comment.objects.filter(pk__in=comments.order_by().values("pk"))
    if chosen.exclude(pk__in=Comment.objects.moderated_by(by).values("pk")).exists():
        raise PermissionDenied
    changing = list(
        chosen.exclude(status=to).select_for_update().order_by("pk").values_list("pk", "post_id", "status")
    )
    entries = [
        ModerationEntry(comment_id=pk, moderator=by, from_status=status, to_status=to, reason=reason)
        for pk, _, status in changing
    ]
    for entry in entries[:1]:
        entry.clean_fields(exclude={"comment", "moderator"})
    ModerationEntry.objects.bulk_create(entries, batch_size=BATCH)
    Comment.objects.filter(pk__in=[pk for pk, _, _ in changing]).update(status=to)
    counts: Counter[int] = Counter()
    for _, post, status in changing:
        counts[post] += (to == Comment.Status.PUBLISHED) - (status == Comment.Status.PUBLISHED)
    for post, more in counts.items():
        _count(post, more)
    return len(changing)


@transaction.atomic
def redraw(comments: CommentQuerySet) -> int:
    """Make the stored part of the display of `comments` anew. Returns how many changed."""
    changed = 0
    for batch in _batches(comments.order_by("pk").only("pk", "post", "body", "created_at", "html")):
        stale = []
        for comment in batch:
            html = drawing.fragment(created_at=comment.created_at, body_html=comment.rendered_body())
            if html != comment.html:
                comment.html = html
                stale.append(comment)
        Comment.objects.bulk_update(stale, ["html"])
        _show_anew({comment.post_id for comment in stale})
        changed += len(stale)
    return changed


@transaction.atomic
def rebuild_paths() -> int:
    """Compute every path and depth from the parents. Returns how many were wrong.

    Raises ValueError where a comment is its own ancestor.
    """
    changed = 0
    for post in Post.objects.filter(comments__isnull=False).distinct().values_list("pk", flat=True):
        rows = {pk: (parent, path) for pk, parent, path in _filed(post)}
        found = paths.rebuild({pk: parent for pk, (parent, _) in rows.items()})
        wrong = [
            Comment(pk=pk, path=path, depth=paths.depth_of(path))
            for pk, path in found.items()
            if path != rows[pk][1]
        ]
        Comment.objects.bulk_update(wrong, ["path", "depth"], batch_size=BATCH)
        if wrong:
            _show_anew({post})
        changed += len(wrong)
    return changed


def recount(posts: QuerySet[Post]) -> None:
    """Count the published comments of `posts` anew."""
    counts = Comment.objects.published().filter(post=OuterRef("pk")).order_by().values("post")
    posts.update(comment_count=Coalesce(Subquery(counts.annotate(n=Count("pk")).values("n")), 0))


def _filed(post: int) -> QuerySet:
    return Comment.objects.filter(post=post).order_by("pk").values_list("pk", "parent_id", "path")


def _batches(comments: CommentQuerySet) -> Iterator[list[Comment]]:
    rows = comments.iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        yield batch


def _show_anew(posts: set[int]) -> None:
    Post.objects.filter(pk__in=posts).update(thread_version=F("thread_version") + 1)
