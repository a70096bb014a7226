"""What is done when the terms that a course's essays are searched for have changed."""

from __future__ import annotations

from collections.abc import Collection

from blog.models import Post
from courses.models import Course

from ..models import StudyNote
from .tasks import mark_essays

# So many essays a task: the worker turns to others in between.
BATCH = 50


def note_changed(note: StudyNote) -> None:
    """A note's terms, address or state changed: mark the essays of the courses that use its topic."""
    courses = Course.objects.filter(units__topics=note.topic_id)
    courses_changed(set(courses.values_list("pk", flat=True)))


def courses_changed(courses: Collection[int]) -> int:
    """Units of these courses list other topics now. Returns how many essays are to be marked anew."""
    posts = list(Post.objects.filter(course__in=courses).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(posts), BATCH):
        mark_essays.enqueue(posts[start : start + BATCH])
    return len(posts)
