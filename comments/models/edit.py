"""The earlier texts of comments."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.joins import Join, JoinManager

from .comment import MAX_BODY_LENGTH, Comment


class CommentEditQuerySet(models.QuerySet["CommentEdit"]):
    def waiting(self) -> CommentEditQuerySet:
        return self.filter(state=CommentEdit.State.HELD)


class CommentEdit(Join):
    """A change of a comment's words by its writer. The course's staff see both texts.

    One that a rule held waits for a moderator, and the text before it stays what readers see.
    """

    class State(models.TextChoices):
        APPLIED = "applied", "Applied"
        HELD = "held", "Awaiting moderation"
        REFUSED = "refused", "Refused"

    JOINS = ("comment_id", "made_at")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="edits")
    before = models.TextField(max_length=MAX_BODY_LENGTH)
    after = models.TextField(max_length=MAX_BODY_LENGTH)
    state = models.CharField(max_length=10, choices=State, default=State.APPLIED)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = JoinManager.from_queryset(CommentEditQuerySet)()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["applied", "held", "refused"]), name="comment_edit_state_known"
            ),
            models.CheckConstraint(condition=~Q(after=""), name="comment_edit_leaves_words"),
            models.UniqueConstraint(
                fields=["comment"], condition=Q(state="held"), name="comment_edit_one_waits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} edit of {self.comment_id}"
