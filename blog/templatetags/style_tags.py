"""The switch between citation styles."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

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
        "options": _options(style),
        "style": style,
        "next": next,
        "post": post,
        "source": source,
        "course": course,
        "is_ready": is_ready,
    }


@lru_cache
def _options(chosen: Style) -> SafeString:
    """The same for all who read in this style: in the template they are a twentieth of an essay's page."""
    marked = ((value, " selected" if value == chosen else "", label) for value, label in Style.choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', marked)
