"""What an essay's way adds to pages: where it stands, whether it is late, what is hidden as yet."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from courses.models import Course, Unit

from ..checklist.words import count
from ..models import Post
from ..publishing import hiding, lateness

register = template.Library()
register.filter("is_late", lateness.is_late)


@register.filter
def would_be_late(post: Post) -> bool:
    return lateness.would_be_late(post, timezone.now())


@register.filter
def word_count(post: Post) -> int:
    """In words, as the checklist counts them."""
    return count(post.body)


@register.inclusion_tag("blog/_hidden.html", takes_context=True)
def hidden_in(
    context: dict[str, Any], *, course: Course | None = None, unit: Unit | None = None
) -> dict[str, Any]:
    """How many essays are hidden from this reader until their own is in, and why. Without titles."""
    user = context["user"]
    where = unit.course if unit else course
    return {"hidden": hiding.hidden_from(user, where, unit) if where and user.is_authenticated else None}


@register.inclusion_tag("blog/_return_note.html")
def return_note(post: Post) -> dict[str, Any]:
    """Why a returned essay was returned."""
    returned = post.steps.filter(kind="returned").select_related("by").last()
    return {"step": returned if post.status == Post.Status.RETURNED else None}
