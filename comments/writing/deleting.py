"""Taking back one's own comment."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User

from .. import showing
from ..locking import locked
from ..models import Comment, ModerationEntry
from .editing import is_approved_guests

DELETED = "Deleted by its writer"


class DeleteRefused(Exception):
    """Nothing was changed; the words say why, to the writer."""


@transaction.atomic
def delete_comment(*, comment: Comment, by: User | None) -> None:
    """Delete `comment` for its writer: `by`, or a guest, whose browser the caller knows.

    Its words stay where the course's staff can read them; no moderator brings them back. Raises
    PermissionDenied, DeleteRefused.
    """
    if comment.author_id != (by.pk if by else None):
        raise PermissionDenied
    comment = locked(comment.pk)
    if why := why_not_deletable(comment):
        raise DeleteRefused(why)
    ModerationEntry.objects.create(
        course_id=comment.post.course_id,
        comment=comment,
        moderator=by,
        rule="writer",
        from_status=comment.status,
        to_status=Comment.Status.DELETED,
        reason=DELETED,
    )
    comment.edits.waiting().delete()
    comment.status, comment.is_shown = Comment.Status.DELETED, False
    comment.save(update_fields=["status", "is_shown"])
    showing.settle(comment.post_id, [comment.path])


def why_not_deletable(comment: Comment) -> str:
    """What keeps its writer from deleting a comment, in words for them; "" where nothing does."""
    if comment.status not in Comment.STANDING:
        return "This comment is no longer there."
    if is_approved_guests(comment):
        return "Your comment has been approved. Ask the course’s staff to remove it."
    # Below a deleted comment replies are readable: that would undo what a moderator withheld.
    if comment.status == Comment.Status.HELD and comment.replies.exists():
        return "The course’s staff are looking at this comment and its replies. Try again when they are done."
    return ""
