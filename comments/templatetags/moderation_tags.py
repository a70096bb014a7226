"""What moderation adds to the admin's first page."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Count

from ..models import Comment

register = template.Library()


@register.inclusion_tag("admin/comments/_waiting.html", takes_context=True)
def comments_waiting(context: dict[str, Any]) -> dict[str, Any]:
    """How many comments await moderation in each course of the reader's, the longest queue first."""
    held = Comment.objects.moderated_by(context["request"].user).awaiting_review().order_by()
    courses = held.values("post__course", "post__course__title").annotate(total=Count("pk"))
    return {"courses": courses.order_by("-total", "post__course__title")}
