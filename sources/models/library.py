"""What a course says about its sources: how they look, what is checked, which ones a unit asks for."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from courses.models import Course, Unit

from ..styling.styles import Style
from .source import Source


class CitationPolicyManager(models.Manager["CitationPolicy"]):
    def get_by_natural_key(self, course: str) -> CitationPolicy:
        return self.get(course__slug=course)


class CitationPolicy(models.Model):
    """A course's rules about citations; a course without a row has the defaults of these fields."""

    course = models.OneToOneField(Course, on_delete=models.CASCADE, related_name="citation_policy")
    style = models.CharField(
        "how citations look",
        max_length=60,
        choices=Style,
        default=Style.AS_WRITTEN,
        help_text="Where neither the reader nor the author has chosen a style.",
    )
    shows_ledger = models.BooleanField("readers see the summary of an essay's citations", default=False)
    requires_sources = models.BooleanField(
        "an essay can be published only when every citation matches a source", default=False
    )

    objects = CitationPolicyManager()

    class Meta:
        verbose_name_plural = "citation policies"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(style__in=Style.values), name="citation_policy_style_known"
            )
        ]

    def __str__(self) -> str:
        return f"Citations in {self.course}"

    def natural_key(self) -> tuple[str]:
        return (self.course.slug,)

    natural_key.dependencies = ["courses.course"]  # type: ignore[attr-defined]


def rules_of_citing(course: Course) -> CitationPolicy:
    """What a course says about its citations: its row, or the defaults."""
    policy: CitationPolicy | None = getattr(course, "citation_policy", None)
    return policy or CitationPolicy(course=course)


class StyleInUse(models.Model):
    """A style that somebody reads this course's essays in: they are rendered in it when they are saved."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="styles_in_use")
    style = models.CharField(max_length=60, choices=Style)

    class Meta:
        verbose_name_plural = "styles in use"
        constraints = [
            models.UniqueConstraint(fields=["course", "style"], name="style_in_use_once_per_course"),
            models.CheckConstraint(
                condition=models.Q(style__in=[s.value for s in Style if s.is_rendered]),
                name="style_in_use_is_rendered",
            ),
        ]

    def __str__(self) -> str:
        return self.get_style_display()


class Typeset(models.Model):
    """What the renderer answered to one question: see sources/typesetting.py."""

    key = models.CharField(max_length=64, primary_key=True)
    answer = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "typeset answers"
        indexes = [models.Index(fields=["made_at"], name="typeset_by_age")]

    def __str__(self) -> str:
        return self.key


class UnitSourceManager(models.Manager["UnitSource"]):
    def get_by_natural_key(self, course: str, unit: int, key: str) -> UnitSource:
        return self.get(unit__course__slug=course, unit__number=unit, source__key=key)


class UnitSource(models.Model):
    """A source that a unit asks its readers to use."""

    class Requirement(models.TextChoices):
        REQUIRED = "required", "Required"
        SUGGESTED = "suggested", "Suggested"

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="unit_sources")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="unit_sources")
    requirement = models.CharField(max_length=10, choices=Requirement, default=Requirement.SUGGESTED)
    note = models.CharField(max_length=300, blank=True, help_text="For example: chapter 3, or pages 340-360.")

    objects = UnitSourceManager()

    class Meta:
        ordering = ["unit", "requirement", "source__first_author", "source__title"]
        verbose_name = "source of a unit"
        verbose_name_plural = "sources of units"
        constraints = [
            models.UniqueConstraint(fields=["unit", "source"], name="unit_source_once"),
            models.CheckConstraint(
                condition=models.Q(requirement__in=["required", "suggested"]),
                name="unit_source_requirement_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.get_requirement_display()}, {self.unit})"

    def natural_key(self) -> tuple[str, int, str]:
        return (*self.unit.natural_key(), self.source.key)

    natural_key.dependencies = ["courses.unit", "sources.source"]  # type: ignore[attr-defined]
