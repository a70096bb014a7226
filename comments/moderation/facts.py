"""What must be known about a comment before it is stored, read under the lock of its post: one query."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, FilteredRelation, Q, QuerySet, Subquery, Value
from django.utils import timezone

from accounts.arrivals import Arrival
from accounts.models import Viewer
from accounts.prepared import Prepared
from blog.models import Post
from courses.models import Membership, Standing, teaches

from ..models import Comment, SpamModel
from . import pipeline, training
from .pipeline import COMMENTS_PER_MINUTE, EDIT_STEPS, Facts, Policy, Verdict
from .refusals import CommentsClosed
from .words import Lists, Written


class Found(NamedTuple):
    """The columns of the query."""

    post_status: str
    post_version: int
    comments_close_at: datetime | None
    # Of the comment that is answered, if it is a published one of this post.
    parent_path: str | None
    # The same words by the same writer in the same place.
    twin: int | None
    # When the writer sent the n-th of their latest comments: see COMMENTS_PER_MINUTE.
    nth_latest: datetime | None
    has_published: bool
    mode: str | None
    held_words: str | None
    spam_words: str | None
    blocked_addresses: str | None
    max_links: int | None
    trained_at: datetime | None
    # Of members alone.
    role: str | None = None
    level: str | None = None
    until: datetime | None = None
    level_reason: str | None = None

    def policy(self) -> Policy:
        if self.mode is None:
            return Policy()
        lists = Lists(self.held_words or "", self.spam_words or "", self.blocked_addresses or "")
        return Policy(self.mode, lists, self.max_links or 0)


def look_up(comment: Comment) -> Found:
    """For a comment that is not stored yet. One query. Raises CommentsClosed where its post is gone."""
    values = {"post": comment.post_id, "course": comment.post.course_id, "body": comment.body}
    if comment.parent_id:
        values["parent"] = comment.parent_id
    if comment.author_id:
        row = _member.first(AnonymousUser(), author=comment.author_id, **values)
    else:
        if comment.address_block:
            values["block"] = comment.address_block
        row = _guest.first(AnonymousUser(), email=comment.guest_email, **values)
    if row is None:
        raise CommentsClosed
    return Found(*row)


def facts_of(
    comment: Comment, found: Found, *, links: int, now: datetime, arrival: Arrival | None = None
) -> Facts:
    """Without an arrival the comment came by no form."""
    writer = comment.author
    arrival = arrival or Arrival()
    post = Post(status=found.post_status, comments_close_at=found.comments_close_at)
    in_force = found.level is not None and (found.until is None or found.until > now)
    return Facts(
        now=now,
        written=_written(comment),
        links=links,
        is_open=post.comments_are_open(now),
        is_guest=writer is None,
        teaches=teaches(writer, found.role),
        has_published=found.has_published,
        level=(found.level or Standing.Level.NONE) if in_force else Standing.Level.NONE,
        until=found.until,
        level_reason=found.level_reason or "",
        twin=found.twin,
        nth_latest=found.nth_latest if settings.RATE_LIMITS else None,
        trap=arrival.trap,
        form_age=arrival.age,
        policy=found.policy(),
        weights=training.weights_of(found.trained_at) if writer is None or not found.has_published else None,
        is_spam_to_akismet=arrival.is_spam_to_akismet,
    )


def judge_edit(*, comment: Comment, body: str, body_html: str) -> Verdict:
    """What becomes of new words in a comment that stands: one query, in the transaction that stores them.

    `comment` is as it is stored, with its old words, and has its `post` and `author` loaded; `body` and
    `body_html` are the new ones, as typed and as rendered. It says nothing about the window for edits or who
    may edit. The caller acts by the outcome:
    - published: the new words stand, at once; of a comment that was held they are stored, and it stays held;
    - held or spam: of a published comment the old words stay, and the edit waits (CommentEdit.State.HELD); of
      one that was held the new words are stored, and it stays held. The verdict's step, reason and told are
      the `rule`, `reason` and `shared_reason` of a ModerationEntry;
    - refused: nothing is stored, and the writer is told why.
    """
    found = look_up(comment)
    facts = facts_of(comment, found, links=pipeline.count_links(body_html), now=timezone.now())
    new = facts.written._replace(body=body)
    return pipeline.judge(replace(facts, written=new), EDIT_STEPS)


def _written(comment: Comment) -> Written:
    writer = comment.author
    return Written(
        pk=comment.pk or 0,
        body=comment.body,
        name="" if writer else comment.guest_name,
        website="" if writer else comment.guest_website,
        email=writer.email if writer else comment.guest_email,
        ip=comment.ip_address,
    )


def _facts_of_member(
    viewer: Viewer, post: int, course: int, body: str, author: int, parent: int | None = None
) -> QuerySet:
    mine = Comment.objects.filter(author=author)
    standing = FilteredRelation("course__standings", condition=Q(course__standings__user=author))
    role = Membership.objects.filter(course=course, user=author).values("role")
    return (
        _facts(post, course, parent, mine, mine.filter(body=body))
        .annotate(role=Subquery(role), standing=standing)
        .values_list(*_COLUMNS, "role", "standing__level", "standing__until", "standing__reason")
    )


def _facts_of_guest(
    viewer: Viewer, post: int, course: int, body: str, email: str, parent: int | None = None, block: str = ""
) -> QuerySet:
    """An account is one client; guests are told apart by the network that they come from."""
    guests = Comment.objects.filter(author__isnull=True)
    theirs = guests.filter(guest_email=email)
    near = guests.filter(address_block=block) if block else guests.none()
    return _facts(post, course, parent, near, theirs.filter(body=body), theirs).values_list(*_COLUMNS)


_COLUMNS = (
    "status", "version", "comments_close_at", "parent_path", "twin", "nth_latest", "has_published",
    *(f"course__moderation_policy__{name}" for name in
      ("mode", "held_words", "spam_words", "blocked_addresses", "max_links")),
    "trained_at",
)  # fmt: skip


def _facts(
    post: int,
    course: int,
    parent: int | None,
    of_client: QuerySet,
    same_words: QuerySet,
    of_writer: QuerySet | None = None,
) -> QuerySet:
    """A twin stands: what was removed or is spam is no place to send its writer to."""
    twins = same_words.filter(post=post, parent=parent, status__in=Comment.STANDING)
    path: Subquery | Value = Value(None, output_field=Comment._meta.get_field("path"))
    if parent:
        published = Comment.objects.published().filter(pk=parent, post=post)
        path = Subquery(published.values("path"))
    wrote = of_client if of_writer is None else of_writer
    published_here = wrote.filter(status=Comment.Status.PUBLISHED, post__course=course)
    latest = of_client.order_by("-created_at").values("created_at")
    return Post.objects.filter(pk=post).annotate(
        parent_path=path,
        twin=Subquery(twins.values("pk")[:1]),
        nth_latest=Subquery(latest[COMMENTS_PER_MINUTE - 1 : COMMENTS_PER_MINUTE]),
        has_published=Exists(published_here),
        trained_at=Subquery(SpamModel.objects.values("trained_at")[:1]),
    )


_member = Prepared(_facts_of_member)
_guest = Prepared(_facts_of_guest)
