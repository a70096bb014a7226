"""The comment that moved an essay's author to revise it."""

from __future__ import annotations

from django.db import models

from accounts.joins import Join, JoinManager
from blog.models import Revision

from .comment import Comment


class RevisionCause(Join):
    """A revision answers a comment of the essay's thread, which then says what was revised, with a link."""

    JOINS = ("revision_id",)

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="cause")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="caused_revisions")

    objects = JoinManager()

    class Meta:
        ordering = ["revision"]

    def __str__(self) -> str:
        return f"{self.revision}: {self.comment}"
