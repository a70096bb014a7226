"""What the writing of study notes adds to other pages."""

from __future__ import annotations

from typing import Any

from django import template

from sources.models import Source

from ..models import NoteSource, StudyNote

register = template.Library()

# A work that more pages name is the book of the course.
MOST_SHOWN = 50


@register.inclusion_tag("studynotes/_notes_citing.html", takes_context=True)
def notes_citing(context: dict[str, Any], source: Source) -> dict[str, Any]:
    """The study notes that list a source, as far as this reader sees them: one query."""
    listing = NoteSource.objects.filter(source=source).values("note")
    notes = StudyNote.objects.visible_to(context["user"]).filter(pk__in=listing)
    shown = notes.select_related("topic__specification__subject").only(
        "status",
        "topic__number",
        "topic__title",
        "topic__slug",
        "topic__specification__slug",
        "topic__specification__board",
        "topic__specification__level",
        "topic__specification__subject__name",
    )
    return {"notes": list(shown.order_by("topic__specification", "topic__position")[:MOST_SHOWN])}
