"""Flash cards of key terms, each person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.addresses import address

from .term import KeyTerm

if TYPE_CHECKING:
    from accounts.models import Viewer


class CardQuerySet(models.QuerySet["Card"]):
    def visible_to(self, user: Viewer) -> CardQuerySet:
        """Each learner's own, of terms that stand in a note which the learner may read."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(learner=user.pk, term__in=KeyTerm.objects.visible_to(user))

    def learned(self) -> CardQuerySet:
        """Those that are asked: not set aside."""
        return self.filter(set_aside_at__isnull=True)


class CardManager(models.Manager.from_queryset(CardQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, learner: str, specification: str, topic: str, slug: str) -> Card:
        term = KeyTerm.objects.get_by_natural_key(specification, topic, slug)
        return self.get(learner__email=learner, term=term)


class Card(models.Model):
    """A key term as somebody learns it. `memory` is what the scheduler (FSRS) knows, `due_at` when next."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cards")
    term = models.ForeignKey(KeyTerm, on_delete=models.CASCADE, related_name="cards")
    memory = models.JSONField(default=dict, blank=True)
    due_at = models.DateTimeField(default=timezone.now)
    set_aside_at = models.DateTimeField(null=True, blank=True)

    objects = CardManager()

    class Meta:
        ordering = ["learner", "due_at"]
        constraints = [models.UniqueConstraint(fields=["learner", "term"], name="card_once_per_learner")]
        indexes = [models.Index(fields=["learner", "due_at"], name="card_due")]

    def __str__(self) -> str:
        return f"{self.term} ({self.learner})"

    def get_absolute_url(self) -> str:
        return address("studynotes:card_detail", self.pk)

    def natural_key(self) -> tuple[str, str, str, str]:
        return (*self.learner.natural_key(), *self.term.natural_key())

    natural_key.dependencies = ["accounts.user", "studynotes.keyterm"]  # type: ignore[attr-defined]

    @property
    def last_review(self) -> str:
        """When it was rated last, as its memory has it; empty for a new one."""
        return self.memory.get("last_review") or ""


class CardReviewQuerySet(models.QuerySet["CardReview"]):
    def visible_to(self, user: Viewer) -> CardReviewQuerySet:
        """Of one's own cards."""
        return self.filter(card__in=Card.objects.visible_to(user))


class CardReviewManager(models.Manager.from_queryset(CardReviewQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(
        self, learner: str, specification: str, topic: str, slug: str, at: str
    ) -> CardReview:
        card = Card.objects.get_by_natural_key(learner, specification, topic, slug)
        return self.get(card=card, reviewed_at=at)


class CardReview(models.Model):
    """How well somebody knew a card once. `before` is what undoes it: the card's `memory` and `due_at`."""

    class Rating(models.IntegerChoices):
        """Those of FSRS."""

        AGAIN = 1
        HARD = 2
        GOOD = 3
        EASY = 4

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="reviews")
    rating = models.PositiveSmallIntegerField(choices=Rating)
    reviewed_at = models.DateTimeField(default=timezone.now)
    before = models.JSONField(default=dict, blank=True)

    objects = CardReviewManager()

    class Meta:
        ordering = ["card", "-reviewed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=4), name="card_review_rating_known")
        ]

    def __str__(self) -> str:
        return f"{self.card}: {self.rating}"

    def natural_key(self) -> tuple[str, str, str, str, str]:
        return (*self.card.natural_key(), self.reviewed_at.isoformat())

    natural_key.dependencies = ["studynotes.card"]  # type: ignore[attr-defined]
