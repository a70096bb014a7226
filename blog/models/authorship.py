"""An essay's authors beside the one who began it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.joins import Join, JoinManager

from .post import Post


class AuthorshipQuerySet(models.QuerySet["Authorship"]):
    def accepted(self) -> AuthorshipQuerySet:
        """Those that give rights: whoever was asked has agreed, and has not left."""
        return self.filter(accepted_at__isnull=False, left_at__isnull=True)

    def waiting(self) -> AuthorshipQuerySet:
        """Those who were asked and have not said anything yet."""
        return self.filter(accepted_at__isnull=True)


class Authorship(Join):
    """Somebody who writes an essay with its first author, with the same rights; asked, until they accept.

    Who leaves keeps the row: what they wrote below the essay stays under its pseudonym.
    """

    JOINS = ("post_id", "user_id")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="authorships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="authorships")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="authorships_offered", editable=False
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = JoinManager.from_queryset(AuthorshipQuerySet)()

    class Meta:
        ordering = ["post", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["post", "user"], name="authorship_once_per_post"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(accepted_at__gte=models.F("asked_at")),
                name="authorship_accepted_after_asked",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(accepted_at__isnull=False),
                name="authorship_left_after_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.post}"
