"""Changing one's own comment: while it is fresh and nobody has answered it."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User

from ..locking import locked
from ..models import EDIT_WINDOW, Comment, CommentEdit
from ..moderation.edits import log_edit
from ..moderation.facts import judge_edit
from ..moderation.pipeline import Outcome
from ..rewording import Words, put_in, rendered

# Nobody mends one comment more often in a quarter of an hour; each time keeps both texts.
MAX_EDITS = 20
ANSWERED = "Somebody has answered your comment. What they answered stays as it was."
State = CommentEdit.State


class EditRefused(Exception):
    """Nothing was changed; the words say why, to the writer."""

    @property
    def is_answered(self) -> bool:
        """Somebody was faster than the writer."""
        return str(self) == ANSWERED


def is_approved_guests(comment: Comment) -> bool:
    """Its writer is known by a browser alone: enough to change what nobody else has seen."""
    was_seen = comment.status != Comment.Status.HELD or comment.shown_in is not None
    return comment.author_id is None and was_seen


def why_not_editable(comment: Comment, is_answered: bool, now: datetime) -> str:
    """What keeps its writer from changing a comment, in words for them; "" where nothing does. Pure.

    `is_answered`: something below it is shown. A reply that waits is no answer yet.
    """
    if comment.status not in Comment.STANDING:
        return "This comment is no longer there."
    if is_approved_guests(comment):
        return "Your comment has been approved. A guest’s comment stays as it was approved."
    if now - comment.created_at > EDIT_WINDOW:
        minutes = int(EDIT_WINDOW.total_seconds() // 60)
        return f"A comment can be changed for {minutes} minutes after it was sent."
    return ANSWERED if is_answered else ""


def edit_comment(*, comment: Comment, body: str, by: User | None) -> CommentEdit | None:
    """Put `body` in the place of the words of `comment`, which its writer asks for: `by`, or a guest.

    The caller has made sure that a guest's browser wrote it. Returns None where the words are the same. An
    edit that a rule holds waits for a moderator, in the state held, and readers see the text before it.
    Raises PermissionDenied, ValidationError and EditRefused.
    """
    if comment.author_id != (by.pk if by else None):
        raise PermissionDenied
    Comment._meta.get_field("body").clean(body, comment)
    # Outside the transaction: on SQLite everybody else who writes waits for its end.
    new = rendered(comment, body)
    with transaction.atomic():
        return _edit(locked(comment.pk), new)


def _edit(comment: Comment, new: Words) -> CommentEdit | None:
    now = timezone.now()
    if why := why_not_editable(comment, comment.is_answered, now):  # type: ignore[attr-defined]
        raise EditRefused(why)
    if _times_changed(comment) >= MAX_EDITS:
        raise EditRefused(f"A comment can be changed {MAX_EDITS} times.")
    waiting = comment.edits.waiting().first()
    if new.body == (waiting.after if waiting else comment.body):
        return None
    if waiting:
        waiting.delete()  # this one takes its place
    if new.body == comment.body:
        return None
    verdict = judge_edit(comment=comment, body=new.body, body_html=new.html)
    if verdict.outcome == Outcome.REFUSED:
        raise EditRefused(verdict.told)
    edit = CommentEdit(comment=comment, before=comment.body, after=new.body, made_at=now)
    # An edit of what waits anyway waits with it.
    if comment.status == Comment.Status.PUBLISHED and verdict.outcome != Outcome.PUBLISHED:
        edit.state = State.HELD
        log_edit(comment, verdict.reason, rule=verdict.step, shared_reason=verdict.told)
    else:
        put_in(comment, new, now)
    edit.save()
    return edit


def _times_changed(comment: Comment) -> int:
    """An edit that takes the place of one that waits leaves no row but the journal's."""
    return max(comment.edits.count(), comment.moderation_log.filter(moderator__isnull=True).count())
