"""Sources: the works that essays cite, one row per work and course library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.addresses import address
from courses.models import Course

from .. import csl, lists
from ..formats.fingerprints import fingerprint

if TYPE_CHECKING:
    from accounts.models import Viewer


# As a page's address and Pandoc's notation take it.
valid_key = RegexValidator(
    r"\A[\w-]+\Z", "A citation key has letters, digits, underscores and hyphens, and nothing else."
)
KEY_STAYS = "A text uses this source, and what is written there may name it by its key: the key stays."


class SourceQuerySet(models.QuerySet["Source"]):
    def visible_to(self, user: Viewer) -> SourceQuerySet:
        """The one gate to sources.

        Everyone sees what a unit asks for, and what they added; a course's members and staff what was
        put in its library; whoever may read a list, an essay's or another, what is on it (sources/lists.py).
        What only somebody's draft lists is theirs.
        """
        asked = Source.objects.filter(unit_sources__isnull=False)
        seen = Q(pk__in=asked.values("pk")) | lists.readable_by(user)
        if user.is_authenticated:
            courses = Q(course__in=Course.objects.joined_by(user)) | Q(
                course__in=Course.objects.taught_by(user)
            )
            seen |= Q(added_by=user) | (courses & Q(shared_at__isnull=False))
        return self.filter(seen)

    def editable_by(self, user: Viewer) -> SourceQuerySet:
        """Sources whose record `user` may put right: those they added, and those of courses they teach.

        What stands in a course's library is its members' to change: who added it and is none of them, or
        no more, leaves it as it is.
        """
        if not user.is_authenticated:
            return self.none()
        within = Q(shared_at__isnull=True) | Q(course__in=Course.objects.joined_by(user))
        return self.filter(Q(within, added_by=user) | Q(pk__in=Source.objects.managed_by(user).values("pk")))

    def managed_by(self, user: Viewer) -> SourceQuerySet:
        """Sources of the courses that `user` teaches; what only a draft lists is its author's alone."""
        beyond_drafts = Q(shared_at__isnull=False) | lists.public()
        return self.filter(beyond_drafts, course__in=Course.objects.taught_by(user))

    def shared(self) -> SourceQuerySet:
        """What stands in its course's library, beyond the lists of essays."""
        return self.filter(shared_at__isnull=False)


class SourceManager(models.Manager.from_queryset(SourceQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, course: str, key: str) -> Source:
        """The source under a key, else the one that it was merged into."""
        found = self.filter(course__slug=course, key=key).first()
        return found or self.filter(merges__course__slug=course, merges__key=key).distinct().get()


class Source(models.Model):
    """A work, as CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html).

    `csl` is the truth; `type`, `title`, `first_author`, `year` and `fingerprint` are copies of it for
    lists and searches, refreshed by `save()` and `refresh_copies()`.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="sources")
    key = models.CharField(
        max_length=80,
        validators=[valid_key],
        help_text="The citation key, unique in the course: letters, digits, “_” and “-”.",
    )
    csl = models.JSONField("CSL-JSON")
    type = models.CharField(max_length=40, editable=False)
    title = models.CharField(max_length=1000, editable=False)
    first_author = models.CharField(max_length=300, blank=True, editable=False)
    year = models.SmallIntegerField(null=True, blank=True, editable=False)
    fingerprint = models.CharField(max_length=32, editable=False, default="")
    shared_at = models.DateTimeField(
        "put in the library at",
        null=True,
        blank=True,
        help_text="Without it, only the essays that list the source show it.",
    )
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
        indexes = [
            models.Index(fields=["course", "title"], name="source_by_title"),
            models.Index(fields=["course", "fingerprint"], name="source_by_fingerprint"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("blog:source_detail", self.course.slug, self.key)

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
        self.fingerprint = fingerprint(self.csl)

    def clean(self) -> None:
        """Texts, comments and links name a source by its key: what a key led to, it goes on leading to."""
        if SourceMerge.objects.filter(course=self.course_id, key=self.key).exists():
            raise ValidationError({"key": "This key was that of a source which was merged into another."})
        before = Source.objects.filter(pk=self.pk).exclude(key=self.key)
        if before.filter(lists.every()).exists():
            raise ValidationError({"key": KEY_STAYS})

    def item(self) -> dict[str, Any]:
        """The CSL-JSON item under this row's key."""
        return {**self.csl, "id": self.key}


class SourceMerge(models.Model):
    """A log line: two rows were one work; `kept` took over what pointed at the one that stood under `key`."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="source_merges")
    kept = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="merges")
    key = models.CharField(max_length=80)
    csl = models.JSONField("the CSL-JSON of the row that went")
    citations = models.PositiveIntegerField("citations moved", default=0)
    essays = models.PositiveIntegerField("essays moved", default=0)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        # The log outlives the account of whoever merged.
        on_delete=models.SET_NULL,
        null=True,
        related_name="source_merges",
    )
    merged_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-merged_at", "-pk"]
        verbose_name = "merge of sources"
        verbose_name_plural = "merges of sources"
        constraints = [
            # No other source gets a key that was merged away: it leads to one source for good.
            models.UniqueConstraint(fields=["course", "key"], name="source_merge_key_once_per_course"),
        ]

    def __str__(self) -> str:
        return f"{self.key} → {self.kept.key}"
