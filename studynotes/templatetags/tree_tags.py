"""Where topics and units name each other."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Exists, OuterRef

from courses.models import Unit

from ..models import StudyNote, Topic

register = template.Library()


@register.inclusion_tag("studynotes/_topics_of.html", takes_context=True)
def topics_of(context: dict[str, Any], unit: Unit) -> dict[str, Any]:
    """The topics that a unit lists, whose terms its course's essays mark: one query."""
    readable = StudyNote.objects.visible_to(context["request"].user).filter(topic=OuterRef("pk"))
    topics = (
        Topic.objects.filter(units=unit)
        .select_related("specification__subject")
        .annotate(has_note=Exists(readable))
        .order_by("specification", "position")
    )
    return {"topics": topics}


@register.inclusion_tag("studynotes/_units_of.html")
def units_of(topic: Topic) -> dict[str, Any]:
    """The units that list a topic, of all courses: one query. Everyone sees a course's units."""
    units = topic.units.select_related("course").defer("prompt", "course__description")
    return {"units": units.order_by("course__title", "number")}
