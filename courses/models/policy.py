"""How a course lets essays come about."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accounts.joins import Join, JoinManager

from ..visibility import Visibility
from .course import Course


class WritingPolicy(Join):
    """A course's rules about writing; a course without a row has the defaults of these fields.

    What a `requires_` field asks for, the checklist beside the editor shows in every course; where it is set,
    an essay is neither handed in nor published without it.
    """

    class Publishing(models.TextChoices):
        STUDENTS = "students", "Students publish their essays themselves"
        STAFF = "staff", "Students hand in; the course’s staff let essays through"

    JOINS = ("course_id",)

    course = models.OneToOneField(Course, on_delete=models.CASCADE, related_name="writing_policy")
    publishing = models.CharField(
        "who publishes", max_length=10, choices=Publishing, default=Publishing.STUDENTS
    )
    marks_late = models.BooleanField("essays handed in after they are due are marked as late", default=False)
    hides_until_own = models.BooleanField(
        "classmates’ essays of a unit stay hidden until one’s own has been in for an hour",
        default=False,
        help_text="Only where no essay is for readers outside the course: they would find it signed out.",
    )
    widest = models.CharField(
        "widest audience",
        max_length=10,
        choices=Visibility,
        default=Visibility.WORLD,
        help_text="Essays that are open to more people are narrowed when this is saved.",
    )
    allows_pseudonyms = models.BooleanField("an essay may stand under a pseudonym", default=False)
    allows_coauthors = models.BooleanField("an essay may have several authors", default=False)
    requires_length = models.BooleanField("the unit’s number of words", default=False)
    requires_unit_sources = models.BooleanField("the sources that the unit requires", default=False)
    requires_key_question = models.BooleanField("a key question, where the unit has any", default=False)

    objects = JoinManager()

    class Meta:
        verbose_name_plural = "writing policies"
        constraints = [
            models.CheckConstraint(
                condition=Q(publishing__in=["students", "staff"]), name="writing_policy_publishing_known"
            ),
            models.CheckConstraint(
                condition=Q(widest__in=Visibility.values), name="writing_policy_widest_known"
            ),
            models.CheckConstraint(
                condition=Q(hides_until_own=False) | Q(widest__in=["course", "staff"]),
                name="writing_policy_hides_only_within_the_course",
                violation_error_message=(
                    "Essays can be hidden only where the widest audience is the course or its "
                    "staff: whoever signs out would find the others."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Writing in {self.course}"
