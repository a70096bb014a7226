"""A course's units and their key questions."""

from __future__ import annotations

from django.db import models

from accounts.addresses import address

from .course import Course


class UnitManager(models.Manager["Unit"]):
    def get_by_natural_key(self, course: str, number: int) -> Unit:
        return self.get(course__slug=course, number=number)


class Unit(models.Model):
    """A week or topic of a course: what is asked, and until when."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="units")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    prompt = models.TextField(max_length=8000, blank=True)
    posts_due_at = models.DateTimeField("essays are due", null=True, blank=True)
    min_words = models.PositiveIntegerField("words at least", null=True, blank=True)
    max_words = models.PositiveIntegerField("words at most", null=True, blank=True)
    comments_open_at = models.DateTimeField("read and comment from", null=True, blank=True)
    comments_close_at = models.DateTimeField(
        "read and comment until",
        null=True,
        blank=True,
        help_text="Expected of the class. Nothing closes then: an essay has a date of its own for that.",
    )

    objects = UnitManager()

    class Meta:
        ordering = ["course", "number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="unit_number_once_per_course"),
            models.CheckConstraint(condition=~models.Q(title=""), name="unit_title_not_empty"),
            models.CheckConstraint(
                condition=models.Q(comments_close_at__isnull=True)
                | models.Q(comments_open_at__isnull=True)
                | models.Q(comments_close_at__gt=models.F("comments_open_at")),
                name="unit_comments_open_before_they_close",
            ),
            models.CheckConstraint(
                condition=models.Q(min_words__isnull=True)
                | models.Q(max_words__isnull=True)
                | models.Q(max_words__gte=models.F("min_words")),
                name="unit_words_from_less_to_more",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def get_absolute_url(self) -> str:
        return address("courses:unit_detail", self.course.slug, self.number)

    def natural_key(self) -> tuple[str, int]:
        return (self.course.slug, self.number)

    natural_key.dependencies = ["courses.course"]  # type: ignore[attr-defined]


class KeyQuestionManager(models.Manager["KeyQuestion"]):
    def get_by_natural_key(self, course: str, unit: int, number: int) -> KeyQuestion:
        return self.get(unit__course__slug=course, unit__number=unit, number=number)


class KeyQuestion(models.Model):
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="key_questions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)

    objects = KeyQuestionManager()

    class Meta:
        ordering = ["unit", "number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="key_question_number_once_per_unit"),
            models.CheckConstraint(condition=~models.Q(text=""), name="key_question_text_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str, int, int]:
        return (*self.unit.natural_key(), self.number)

    natural_key.dependencies = ["courses.unit"]  # type: ignore[attr-defined]
