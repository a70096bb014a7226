"""Edits that a rule held: what moderators decide about them, and how that is taken back."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User

from ..locking import locked
from ..models import Comment, CommentEdit, EditRule, ModerationEntry
from ..notices import telling
from ..rewording import put_in, rendered

State = CommentEdit.State
_DECIDED = {EditRule.APPLIED: State.APPLIED, EditRule.REFUSED: State.REFUSED}


@transaction.atomic
def apply_edit(*, edit: CommentEdit, by: User, batch: uuid.UUID | None = None) -> None:
    """Let readers see an edit that a rule held. Raises PermissionDenied, CommentEdit.DoesNotExist."""
    edit, comment = _waiting(edit, by)
    put_in(comment, rendered(comment, edit.after), edit.made_at)
    _decide(edit, State.APPLIED)
    entry = log_edit(comment, "The edit was applied", rule=EditRule.APPLIED, by=by, batch=batch)
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
    entry = log_edit(
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
    if comment.status not in Comment.STANDING or edit is None or edit.made_at > entry.created_at:
        return False
    if edit.state != _DECIDED[EditRule(entry.rule)]:
        return False
    if edit.state == State.APPLIED:
        if comment.body != edit.after:
            return False
        earlier = comment.edits.filter(state=State.APPLIED).exclude(pk=edit.pk).first()
        put_in(comment, rendered(comment, edit.before), earlier.made_at if earlier else None)
    _decide(edit, State.HELD)
    telling.decided([log_edit(comment, "Taken back", rule=EditRule.REOPENED, by=by, undoes=entry)])
    return True


def _waiting(edit: CommentEdit, by: User) -> tuple[CommentEdit, Comment]:
    """As stored now: its writer may have changed or deleted it meanwhile."""
    if not Comment.objects.moderated_by(by).filter(pk=edit.comment_id).exists():
        raise PermissionDenied
    comment = locked(edit.comment_id)
    return comment.edits.waiting().get(pk=edit.pk), comment


def _decide(edit: CommentEdit, state: str) -> None:
    edit.state = state
    edit.save(update_fields=["state"])


def log_edit(
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
