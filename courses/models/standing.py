"""What a course's staff decided about people."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.joins import Join, JoinManager

from .course import Course


class StandingQuerySet(models.QuerySet["Standing"]):
    def in_force(self, now: datetime | None = None) -> StandingQuerySet:
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=now or timezone.now()))

    def silencing(self) -> StandingQuerySet:
        """Those of who may not write."""
        return self.in_force().filter(level__in=[Standing.Level.SILENCED, Standing.Level.EXCLUDED])


class Standing(Join):
    """What a course's staff decided about somebody who writes in it. Without a row: nothing."""

    class Level(models.TextChoices):
        NONE = "none", "As everyone"
        TRUSTED = "trusted", "Trusted"
        LIMITED = "limited", "Limited: every comment waits"
        SILENCED = "silenced", "Silenced"
        EXCLUDED = "excluded", "Removed from the course"

    JOINS = ("course_id", "user_id")

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="standings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="standings")
    level = models.CharField(max_length=10, choices=Level)
    until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="standings_set", editable=False
    )
    set_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = JoinManager.from_queryset(StandingQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "user"], name="standing_once_per_course"),
            models.CheckConstraint(
                condition=models.Q(level__in=["trusted", "limited", "silenced", "excluded"]),
                name="standing_level_known",
            ),
            models.CheckConstraint(
                condition=models.Q(level="trusted") | ~models.Q(reason=""), name="standing_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_level_display()}"
