"""What essays add to the pages of courses and of people."""

from __future__ import annotations

from typing import Any

from django import template

from accounts.models import User
from courses.models import Course, Unit

from ..models import Post
from ..paging import page_of

register = template.Library()


@register.inclusion_tag("blog/_posts.html", takes_context=True)
def posts_in(
    context: dict[str, Any], course: Course | None = None, unit: Unit | None = None
) -> dict[str, Any]:
    """The published essays of a course or of one of its units that this reader may see, newest first."""
    return _posts(context, course=course) if course else _posts(context, unit=unit)


@register.inclusion_tag("blog/_posts.html", takes_context=True)
def posts_by(context: dict[str, Any], author: User) -> dict[str, Any]:
    """The published essays of a person that this reader may see, newest first."""
    return _posts(context, author=author)


def _posts(context: dict[str, Any], **narrow: Any) -> dict[str, Any]:
    request = context["request"]
    posts = Post.objects.visible_to(request.user).published().filter(**narrow)
    return {"page": page_of(posts.for_list().newest_first(), request)}
