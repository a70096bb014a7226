"""In which courses an answer was written, and who marked it."""

from __future__ import annotations

from collections.abc import Collection

from courses.models import TEACHING_ROLES, Membership

from ..models import Answer, Marking

SELF, STAFF, CLASSMATE = "self", "staff", "classmate"


def staff_of(answer: Answer) -> Collection[int]:
    """The keys of those who teach a course that uses the topic and of which the writer is a member."""
    teaching = Membership.objects.filter(
        role__in=TEACHING_ROLES,
        course__memberships__user=answer.student_id,
        course__units__topics=answer.question.note.topic_id,
    )
    return set(teaching.values_list("user", flat=True))


def role_of(marking: Marking, answer: Answer, staff: Collection[int]) -> str:
    """Whether the writer, somebody of the staff or a classmate made the marking."""
    if marking.marker_id == answer.student_id:
        return SELF
    return STAFF if marking.marker.is_staff or marking.marker_id in staff else CLASSMATE
