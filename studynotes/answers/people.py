"""Who marked an answer: its writer, the staff of a course, or a classmate."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from courses.models import TEACHING_ROLES, Course

from ..models import Answer, Marking, where_written

SELF, STAFF, CLASSMATE = "self", "staff", "classmate"


def by_staff(courses: QuerySet[Course]) -> Q:
    """Of markings, those by the staff of one of `courses` in which the answer was written, or of the site.

    What one marked of one's own is nobody's marking but the writer's.
    """
    taught = where_written(courses, "answer__").filter(
        memberships__user=OuterRef("marker"), memberships__role__in=TEACHING_ROLES
    )
    return Q(Q(marker__is_staff=True) | Q(Exists(taught)), ~Q(marker=F("answer__student")))


def role_of(marking: Marking, answer: Answer, of_staff: Collection[int]) -> str:
    """Whether the writer, somebody of the staff or a classmate made the marking."""
    if marking.marker_id == answer.student_id:
        return SELF
    return STAFF if marking.pk in of_staff else CLASSMATE
