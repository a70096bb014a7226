"""What is done with comments. Each action is one transaction and takes a user, never a request."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.arrivals import Arrival
from accounts.clients import address_block
from accounts.inserting import insert
from accounts.models import User
from blog.models import Post

from . import daily, naming, paths, upkeep
from .anchoring import filing
from .anchoring.fields import Chosen
from .locking import lock_thread
from .models import Comment, ModerationEntry, Passage
from .moderation import asking
from .moderation.facts import Found, facts_of, look_up
from .moderation.pipeline import Outcome, Verdict, count_links, judge
from .moderation.refusals import ParentGone, refusal_of
from .notices import telling
from .writing.rights import may_be_question

_turn = Lock()


@dataclass(frozen=True)
class Guest:
    """Who writes without an account."""

    name: str
    email: str
    website: str = ""


class SentBefore(Exception):
    """`first` came with the same form, in the same words: no refusal, but nothing is stored again."""

    def __init__(self, first: Comment) -> None:
        super().__init__(first.pk)
        self.first = first


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
    arrival: Arrival | None = None,
    passage: Chosen | None = None,
) -> Comment:
    """Store a comment by `author` or by `guest`, in the status that comments/moderation/pipeline.py finds.

    `submission` is the id of the form that it came with: what the same writer sends twice with it is
    returned, not stored again. `question`: it asks the essay's author something; `passage` is what it answers
    of the essay. `arrival` is what else its form tells. The caller has made sure that the writer may see
    `post`. Raises ValidationError and the kinds of CommentRefused.
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
    if ip_address:
        comment.address_block = address_block(ip_address)
    if passage:
        filing.attach(comment, passage)
    _check(comment)
    # Before the transaction: on SQLite everybody else who writes waits for its end.
    named = naming.attach(comment)
    body_html = comment.rendered_body([one.name for one in named])
    if guest and settings.AKISMET_KEY:
        arrival = asking.ask(comment, body_html, arrival)
    try:
        return _store(comment, body_html, arrival)
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
        return _store(comment, body_html, arrival)


def _check(comment: Comment) -> None:
    """The rules of the fields but the text's, which the pipeline has. The constraints are left to the
    database, which checks them at the insert: asking it beforehand would be ten queries."""
    comment.full_clean(
        exclude={"post", "parent", "author", "path", "body"},
        validate_unique=False,
        validate_constraints=False,
    )


def _store(comment: Comment, body_html: str, arrival: Arrival | None) -> Comment:
    """One writer at a time for each post: else two could pass one limit."""
    if connection.features.has_select_for_update:
        with transaction.atomic():
            lock_thread(comment.post_id)
            return _store_alone(comment, body_html, arrival)
    # SQLite has one writer anyway, and lets the others sleep up to 100 ms before they look again.
    with _turn, transaction.atomic():
        return _store_alone(comment, body_html, arrival)


def _store_alone(comment: Comment, body_html: str, arrival: Arrival | None) -> Comment:
    found = look_up(comment)
    now = timezone.now()
    verdict = judge(facts_of(comment, found, links=count_links(body_html), now=now, arrival=arrival))
    _refuse(comment, found, verdict)
    comment.created_at = now
    comment.status = verdict.outcome.value
    if found.parent_path is not None:
        comment.depth = paths.depth_under(paths.depth_of(found.parent_path))
    insert(comment)
    passage = filing.file_passage(comment, found.post_version)
    _file(comment, found.parent_path or "", body_html, passage)
    if comment.is_shown:
        telling.comment_shown(comment.pk)
    if verdict.outcome != Outcome.PUBLISHED:
        ModerationEntry.objects.create(
            course_id=comment.post.course_id,
            comment=comment,
            rule=verdict.step,
            to_status=comment.status,
            reason=verdict.reason,
            shared_reason=verdict.told,
        )
    if daily.is_due():
        transaction.on_commit(daily.start)
    return comment


def _refuse(comment: Comment, found: Found, verdict: Verdict) -> None:
    first = Comment.objects.get(pk=found.twin) if found.twin else None
    if first:
        first.post = comment.post
    if first and first.submission == comment.submission:
        raise SentBefore(first)
    if verdict.outcome == Outcome.REFUSED:
        raise refusal_of(verdict, first if verdict.first else None)
    if comment.parent_id and found.parent_path is None:
        raise ParentGone


def _file(comment: Comment, parent_path: str, body_html: str, passage: Passage | None) -> None:
    """Set what needs the id, the path and the stored display; and, where it is shown, what
    comments/showing.py would find for one new comment below one that is shown."""
    comment.path = paths.path_of(comment.pk, parent_path)
    naming.file_mentions(comment)
    comment.html = upkeep.fragment_of(comment, body_html, passage)
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
