"""What is done with the list of sources that a unit asks for. Staff's alone: the pages see to that."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from courses.models import Unit

from . import actions
from .models import Source, UnitSource

OTHER_COURSE = "This source belongs to another course."
THERE_ALREADY = "The unit asks for this source already."


@transaction.atomic
def ask_for(*, unit: Unit, source: Source, requirement: str, note: str = "") -> UnitSource:
    """Let `unit` ask for `source`, which stands in the course's library from then on.

    Raises ValidationError where it does already, and for a source of another course.
    """
    check_new(unit=unit, source=source)
    asked = UnitSource(unit=unit, source=source, requirement=requirement, note=note)
    asked.full_clean()
    asked.save()
    actions.share(source=source)
    return asked


def check_new(*, unit: Unit, source: Source) -> None:
    """Raise ValidationError where `unit` cannot ask for `source`, or does already."""
    if source.course_id != unit.course_id:
        raise ValidationError(OTHER_COURSE)
    if UnitSource.objects.filter(unit=unit, source=source).exists():
        raise ValidationError(THERE_ALREADY)


@transaction.atomic
def change(*, asked: Iterable[UnitSource], dropped: Iterable[UnitSource] = ()) -> None:
    """Store the requirement and the note of each of `asked`, and ask no more for `dropped`."""
    for one in asked:
        one.full_clean()
        one.save(update_fields=["requirement", "note"])
    for one in dropped:
        one.delete()
