"""What the library adds to the page of a unit."""

from __future__ import annotations

from typing import Any

from django import template

from courses.models import Unit

from ..citing.styles import style_for
from ..library.asked import rows_of, unit_list

register = template.Library()


@register.inclusion_tag("blog/_sources_of.html", takes_context=True)
def sources_of(context: dict[str, Any], unit: Unit) -> dict[str, Any]:
    """What a unit asks its readers to use, and which of the essays that this reader sees use it.

    The course's staff see besides which essays use none of what is required. One query where the unit
    asks for nothing, and one more for whoever is signed in.
    """
    request = context["request"]
    is_staff = unit.course.is_taught_by(request.user)
    shown: dict[str, Any] = {"unit": unit, "teaches": is_staff}
    if rows := list(rows_of(unit, request.user)):
        style = style_for(request, unit.course)
        shown["list"] = unit_list(unit, rows, request.user, style)
    return shown
