"""The check of an essay's citations, for its course's staff to read."""

from __future__ import annotations

from typing import Any

from django import template

from ..citing import desk, panel
from ..models import Post

register = template.Library()


@register.inclusion_tag("admin/blog/post/_ledger.html")
def ledger_of(post: Post) -> dict[str, Any]:
    """The citations of `post` as they are stored, and the findings that its author has not answered."""
    reading = desk.read(post)
    return {
        "post": post,
        "panel": panel.make(reading),
        "citations": post.citations.select_related("source").order_by("position"),
    }
