"""Flash cards of key terms, each person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .term import KeyTerm

if TYPE_CHECKING:
    from accounts.models import Viewer


class CardQuerySet(models.QuerySet["Card"]):
    def visible_to(self, user: Viewer) -> CardQuerySet:
        """Each learner's own."""
        return self.filter(learner=user.pk) if user.is_authenticated else self.none()


class Card(models.Model):
    """A key term as somebody learns it. `memory` is what the scheduler (FSRS) knows, `due_at` when next."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cards")
    term = models.ForeignKey(KeyTerm, on_delete=models.CASCADE, related_name="cards")
    memory = models.JSONField(default=dict)
    due_at = models.DateTimeField(default=timezone.now)

    objects = CardQuerySet.as_manager()

    class Meta:
        ordering = ["learner", "due_at"]
        constraints = [models.UniqueConstraint(fields=["learner", "term"], name="card_once_per_learner")]
        indexes = [models.Index(fields=["learner", "due_at"], name="card_due")]

    def __str__(self) -> str:
        return f"{self.term} ({self.learner})"


class CardReview(models.Model):
    """How well somebody knew a card once: 1 again, 2 hard, 3 good, 4 easy. `before` undoes it."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="reviews")
    rating = models.PositiveSmallIntegerField()
    reviewed_at = models.DateTimeField(default=timezone.now)
    before = models.JSONField(default=dict)

    class Meta:
        ordering = ["card", "-reviewed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=4), name="card_review_rating_known")
        ]

    def __str__(self) -> str:
        return f"{self.card}: {self.rating}"
