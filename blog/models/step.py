"""An essay's way to its readers, step by step."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.joins import Join, JoinManager

from .post import Post

MAX_NOTE_LENGTH = 4000


class Step(Join):
    """What was done with an essay: who, when, and in which words. Nothing of it is changed afterwards.

    `by` is empty where the site did it at the hour that a writer had set.
    """

    class Kind(models.TextChoices):
        BEGUN = "begun", "Begun"
        SUBMITTED = "submitted", "Handed in"
        TAKEN_BACK = "taken-back", "Taken back"
        RETURNED = "returned", "Returned"
        SCHEDULED = "scheduled", "Scheduled"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"
        NARROWED = "narrowed", "Audience narrowed"
        RESTORED = "restored", "Restored"

    JOINS = ("post_id", "kind", "at")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
    )
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(max_length=MAX_NOTE_LENGTH, blank=True)
    # Of a scheduled one: when it is to be published.
    publish_at = models.DateTimeField(null=True, blank=True)

    objects = JoinManager()

    class Meta:
        ordering = ["post", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "begun",
                        "submitted",
                        "taken-back",
                        "returned",
                        "scheduled",
                        "published",
                        "withdrawn",
                        "narrowed",
                        "restored",
                    ]
                ),
                name="step_kind_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind="returned") | ~Q(note=""), name="step_returned_with_note"
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(kind="published"), name="step_has_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.post}"
