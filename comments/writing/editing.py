"""Changing one's own comment: while it is fresh and nobody has answered it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User

from .. import upkeep
from ..locking import locked
from ..models import EDIT_WINDOW, Comment, CommentEdit, EditRule, ModerationEntry
from ..moderation.facts import judge_edit
from ..moderation.pipeline import Outcome
from ..notices import telling
from . import naming

# Nobody mends one comment more often in a quarter of an hour; each time keeps both texts.
MAX_EDITS = 20
ANSWERED = "Somebody has answered your comment. What they answered stays as it was."
State = CommentEdit.State
_DECIDED = {EditRule.APPLIED: State.APPLIED, EditRule.REFUSED: State.REFUSED}


class _New(NamedTuple):
    """New words: as typed, as rendered, and whom they name."""

    body: str
    html: str
    named: list[naming.Named]


class EditRefused(Exception):
    """Nothing was changed; the words say why, to the writer."""

    @property
    def is_answered(self) -> bool:
        """Somebody was faster than the writer."""
        return str(self) == ANSWERED


def is_standing(comment: Comment) -> bool:
    """Neither taken back by its writer nor away by a moderator's word."""
    return comment.status in (Comment.Status.PUBLISHED, Comment.Status.HELD)


def is_approved_guests(comment: Comment) -> bool:
    """Its writer is known by a browser alone: enough to change what nobody else has seen."""
    was_seen = comment.status != Comment.Status.HELD or comment.shown_in is not None
    return comment.author_id is None and was_seen


def why_not_editable(comment: Comment, is_answered: bool, now: datetime) -> str:
    """What keeps its writer from changing a comment, in words for them; "" where nothing does. Pure.

    `is_answered`: something below it is shown. A reply that waits is no answer yet.
    """
    if not is_standing(comment):
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
    new = _rendered(comment, body)
    with transaction.atomic():
        return _edit(locked(comment.pk), new)


def _rendered(comment: Comment, body: str) -> _New:
    """Outside the transaction: on SQLite everybody else who writes waits for its end."""
    draft = Comment(post=comment.post, author=comment.author, body=body)
    named = naming.attach(draft)
    return _New(body, draft.rendered_body([one.name for one in named]), named)


def _edit(comment: Comment, new: _New) -> CommentEdit | None:
    now = timezone.now()
    if why := why_not_editable(comment, comment.is_answered, now):  # type: ignore[attr-defined]
        raise EditRefused(why)
    if _times_changed(comment) >= MAX_EDITS:
        raise EditRefused(f"A comment can be changed {MAX_EDITS} times.")
    waiting = comment.edits.filter(state=State.HELD).first()
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
        _log(comment, verdict.reason, rule=verdict.step, shared_reason=verdict.told)
    else:
        _apply(comment, new, now)
    edit.save()
    return edit


def _times_changed(comment: Comment) -> int:
    """An edit that takes the place of one that waits leaves no row but the journal's."""
    return max(comment.edits.count(), comment.moderation_log.filter(moderator__isnull=True).count())


def _apply(comment: Comment, new: _New, now: datetime | None) -> None:
    """Only what others have read before is called edited, be it withheld now."""
    comment.body = new.body
    if comment.shown_in is not None:
        comment.edited_at = now
    passage = getattr(comment, "passage", None)
    changes = upkeep.changes_for(comment=comment).get(comment.pk, ())
    comment.html = upkeep.fragment_of(comment, new.html, passage, changes)
    comment.save(update_fields=["body", "html", "edited_at"])
    naming.replace_mentions(comment, new.named)
    if comment.is_shown:
        telling.mentions_changed(comment.pk)
    upkeep.show_anew({comment.post_id})


@transaction.atomic
def apply_edit(*, edit: CommentEdit, by: User, batch: uuid.UUID | None = None) -> None:
    """Let readers see an edit that a rule held. Raises PermissionDenied, CommentEdit.DoesNotExist."""
    edit, comment = _waiting(edit, by)
    _apply(comment, _rendered(comment, edit.after), edit.made_at)
    _decide(edit, State.APPLIED)
    entry = _log(comment, "The edit was applied", rule=EditRule.APPLIED, by=by, batch=batch)
    telling.decided([entry])


@transaction.atomic
def refuse_edit(
    *,
    edit: CommentEdit,
    by: User,
    reason: str = "",
    shared_reason: str = "",
    batch: uuid.UUID | None = None,
) -> None:
    """Leave the words as they are. Raises PermissionDenied, CommentEdit.DoesNotExist."""
    edit, comment = _waiting(edit, by)
    _decide(edit, State.REFUSED)
    entry = _log(
        comment,
        reason or "The edit was refused",
        rule=EditRule.REFUSED,
        by=by,
        shared_reason=shared_reason,
        batch=batch,
    )
    telling.decided([entry])


@transaction.atomic
def reopen_edit(*, entry: ModerationEntry, by: User) -> bool:
    """Let the edit of which `entry` tells wait again, with the words before it; its moderator takes it back.

    False where the comment has been edited since, or is gone. Raises PermissionDenied.
    """
    if not Comment.objects.moderated_by(by).filter(pk=entry.comment_id).exists():
        raise PermissionDenied
    comment = locked(entry.comment_id or 0)
    edit = comment.edits.first()
    if not is_standing(comment) or edit is None or edit.made_at > entry.created_at:
        return False
    if edit.state != _DECIDED[EditRule(entry.rule)]:
        return False
    if edit.state == State.APPLIED:
        if comment.body != edit.after:
            return False
        earlier = comment.edits.filter(state=State.APPLIED).exclude(pk=edit.pk).first()
        _apply(comment, _rendered(comment, edit.before), earlier.made_at if earlier else None)
    _decide(edit, State.HELD)
    telling.decided([_log(comment, "Taken back", rule=EditRule.REOPENED, by=by, undoes=entry)])
    return True


def _waiting(edit: CommentEdit, by: User) -> tuple[CommentEdit, Comment]:
    """As stored now: its writer may have changed or deleted it meanwhile."""
    if not Comment.objects.moderated_by(by).filter(pk=edit.comment_id).exists():
        raise PermissionDenied
    comment = locked(edit.comment_id)
    return comment.edits.get(pk=edit.pk, state=State.HELD), comment


def _decide(edit: CommentEdit, state: str) -> None:
    edit.state = state
    edit.save(update_fields=["state"])


def _log(
    comment: Comment,
    reason: str,
    *,
    rule: str,
    by: User | None = None,
    shared_reason: str = "",
    batch: uuid.UUID | None = None,
    undoes: ModerationEntry | None = None,
) -> ModerationEntry:
    """In the journal of decisions: the comment stays in its status."""
    return ModerationEntry.objects.create(
        course_id=comment.post.course_id,
        comment=comment,
        moderator=by,
        rule=rule,
        from_status=comment.status,
        to_status=comment.status,
        reason=reason,
        shared_reason=shared_reason,
        batch=batch,
        undoes=undoes,
    )
