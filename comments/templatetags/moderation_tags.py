"""What moderation adds to the admin's first page."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Count, Q

from ..models import Comment
from ..moderation.queue import has_waiting_edit, is_reported, waiting

register = template.Library()


@register.inclusion_tag("admin/comments/_waiting.html", takes_context=True)
def comments_waiting(context: dict[str, Any]) -> dict[str, Any]:
    """How many comments wait in each course of the reader's, and for what, the longest queue first."""
    user = context["request"].user
    rows = Comment.objects.moderated_by(user).filter(waiting()).order_by()
    rows = rows.annotate(is_reported=is_reported(), has_edit=has_waiting_edit())
    courses = rows.values("post__course", "post__course__title").annotate(
        total=Count("pk"),
        held=Count("pk", filter=Q(status=Comment.Status.HELD)),
        reported=Count("pk", filter=Q(is_reported=True)),
        changed=Count("pk", filter=Q(has_edit=True)),
    )
    return {"courses": courses.order_by("-total", "post__course__title")}
