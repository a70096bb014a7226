"""Who may do what with a course's library."""

from __future__ import annotations

from accounts.models import Viewer
from courses.models import Course


def belongs_to(user: Viewer, course: Course) -> bool:
    """`user` is a member of the course, or one of its staff: they put sources into its library."""
    if not user.is_authenticated:
        return False
    courses = Course.objects.joined_by(user) | Course.objects.taught_by(user)
    return courses.filter(pk=course.pk).exists()
