"""Sources set in citation styles behind the reader's back."""

from __future__ import annotations

from accounts.later import task
from courses.models import Course
from sources import typesetting

from . import entries


@task()
def set_entries(course: int) -> int:
    """Set what a course's sources lack in the styles that it is read in. Returns how many entries."""
    found = Course.objects.filter(pk=course).select_related("citation_policy").first()
    if found is None:
        return 0
    return entries.set_missing(found.sources.all(), typesetting.styles_in_use(found))
