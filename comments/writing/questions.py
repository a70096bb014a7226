"""Questions to an essay's author: marked, answered, opened again, and listed for the author."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User, Viewer
from blog.models import Post

from .. import upkeep
from ..locking import locked
from ..models import Comment, CommentQuerySet
from .rights import may_be_question

Question = Comment.Question


@transaction.atomic
def mark_question(*, comment: Comment, to: str, by: User) -> None:
    """Say what becomes of the question in `comment`: open, answered, or "" for none.

    Its asker and the course's staff say so; the essay's author, who is asked, does not. Raises
    PermissionDenied.
    """
    comment = locked(comment.pk)
    teaches = Comment.objects.moderated_by(by).filter(pk=comment.pk).exists()
    if not (comment.author_id == by.pk or teaches) or not may_be_question(comment):
        raise PermissionDenied
    if comment.question == to:
        return
    comment.question = to
    comment.save(update_fields=["question"])
    upkeep.redecorate(comment)


def open_questions_to(viewer: Viewer) -> CommentQuerySet:
    """What readers asked `viewer` below their own essays and nobody has marked as answered."""
    asked = Comment.objects.visible_to(viewer).published().filter(question=Question.OPEN)
    return asked.filter(post__in=Post.objects.editable_by(viewer))
