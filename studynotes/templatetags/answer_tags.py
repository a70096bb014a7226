"""What answers add to the admin's first page."""

from __future__ import annotations

from typing import Any

from django import template

from ..answers.lists import answers_to_mark

register = template.Library()


@register.inclusion_tag("admin/studynotes/_waiting.html", takes_context=True)
def answers_waiting(context: dict[str, Any]) -> dict[str, Any]:
    """How many answers wait to be marked by the reader: one query."""
    return {"total": answers_to_mark(context["request"].user, waiting=True).order_by().count()}
