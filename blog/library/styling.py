"""In which styles a course's library is kept ready."""

from __future__ import annotations

from courses.models import Course
from sources import typesetting
from sources.models import StyleInUse
from sources.styling.styles import Style

from . import tasks


def take_into_use(*, course: Course, style: Style) -> None:
    """Keep the course's sources in `style` from now on; a task sets what is not set yet."""
    StyleInUse.objects.get_or_create(course=course, style=style.value)
    tasks.set_entries.enqueue(course.pk)


def library_changed(course: Course) -> None:
    """Have set what new or changed sources lack in the styles that are in use."""
    if typesetting.styles_in_use(course):
        tasks.set_entries.enqueue(course.pk)
