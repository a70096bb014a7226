"""What comments add to somebody's own pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from ..heard import asked_below, newest_replies_to

register = template.Library()


@register.inclusion_tag("comments/_replies_to_me.html", takes_context=True)
def replies_to_me(context: dict[str, Any]) -> dict[str, Any]:
    """The newest replies below the essays of who is signed in: one query."""
    return {"replies": newest_replies_to(context["request"].user)}


@register.simple_tag(takes_context=True)
def questions_to_me(context: dict[str, Any]) -> dict[int, int]:
    """How many open questions wait below each essay of who is signed in, by its key: one query."""
    return asked_below(context["request"].user)


@register.filter
def below(counts: Mapping[int, int], post: int) -> int:
    """Of `questions_to_me`: how many wait below one essay."""
    return counts.get(post, 0)


@register.filter
def total(counts: Mapping[int, int]) -> int:
    return sum(counts.values())
