"""Sources: the works that essays cite, one row per work and course library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from courses.models import Course

from . import csl

if TYPE_CHECKING:
    from accounts.models import Viewer


class SourceQuerySet(models.QuerySet["Source"]):
    def editable_by(self, user: Viewer) -> SourceQuerySet:
        """Sources in the libraries of the courses that `user` teaches."""
        return self.filter(course__in=Course.objects.taught_by(user))


class SourceManager(models.Manager.from_queryset(SourceQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, course: str, key: str) -> Source:
        return self.get(course__slug=course, key=key)


class Source(models.Model):
    """A work, as CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html).

    `csl` is the truth; `type`, `title`, `first_author` and `year` are copies of it for lists and
    searches, refreshed by `save()` and `refresh_copies()`.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="sources")
    key = models.CharField(max_length=80, help_text="The citation key, unique in the course.")
    csl = models.JSONField("CSL-JSON")
    type = models.CharField(max_length=40, editable=False)
    title = models.CharField(max_length=1000, editable=False)
    first_author = models.CharField(max_length=300, blank=True, editable=False)
    year = models.SmallIntegerField(null=True, blank=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        # A source outlives the account that first listed it: other essays cite it.
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sources_added",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SourceManager()

    class Meta:
        ordering = ["course", "first_author", "year", "title"]
        constraints = [
            models.UniqueConstraint(fields=["course", "key"], name="source_key_once_per_course"),
            models.CheckConstraint(condition=~models.Q(key=""), name="source_key_not_empty"),
            models.CheckConstraint(condition=~models.Q(title=""), name="source_title_not_empty"),
        ]
        indexes = [models.Index(fields=["course", "title"], name="source_by_title")]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str, str]:
        return (self.course.slug, self.key)

    natural_key.dependencies = ["courses.course"]  # type: ignore[attr-defined]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refresh_copies()
        super().save(*args, **kwargs)

    def refresh_copies(self) -> None:
        self.type = csl.item_type(self.csl)
        self.title = csl.title(self.csl)
        self.first_author = csl.first_author(self.csl)
        self.year = csl.year(self.csl)
