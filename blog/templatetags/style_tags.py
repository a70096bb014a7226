"""The switch between citation styles."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from sources.styling.styles import Style

register = template.Library()


@register.inclusion_tag("blog/_style_switch.html", takes_context=True)
def style_switch(
    context: Context,
    style: Style,
    *,
    next: str = "",
    post: int = 0,
    source: int = 0,
    course: str = "",
    is_ready: bool = True,
) -> dict[str, Any]:
    """Shows an essay (`post`) or a source, by their keys, or the library of a course in another style."""
    return {
        "csrf_token": context.get("csrf_token"),
        "styles": Style.choices,
        "style": style,
        "next": next,
        "post": post,
        "source": source,
        "course": course,
        "is_ready": is_ready,
    }
