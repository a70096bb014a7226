"""What waits for a moderator, as conditions on comments."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from ..models import Comment, CommentEdit, Report


def is_reported() -> Exists:
    """Somebody reported it, and nobody has looked since."""
    return Exists(Report.objects.open().filter(comment=OuterRef("pk")))


def has_waiting_edit() -> Exists:
    """An edit of it waits."""
    return Exists(CommentEdit.objects.waiting().filter(comment=OuterRef("pk")))


def newest_edit() -> Coalesce:
    """By its key one knows whether a comment's words, and what waits to replace them, are those one read.

    0 without an edit. One that takes the place of another gets a key of its own, and no key comes twice.
    """
    edits = CommentEdit.objects.filter(comment=OuterRef("pk")).order_by("-pk")
    return Coalesce(Subquery(edits.values("pk")[:1]), 0)


def waiting() -> Q:
    """Something about it is to be decided: it is held, or is shown and reported, or an edit of it waits.

    The reports and edits are few: they are read once, not asked for by the comment.
    """
    reported = Report.objects.open().values("comment")
    changed = CommentEdit.objects.waiting().values("comment")
    shown = Q(status=Comment.Status.PUBLISHED)
    return Q(status=Comment.Status.HELD) | shown & (Q(pk__in=reported) | Q(pk__in=changed))
