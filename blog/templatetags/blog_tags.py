"""What essays add to the pages of courses and of people."""

from __future__ import annotations

from typing import Any

from django import template

from accounts.models import User
from courses.models import Course, Unit

from ..models import Post
from ..paging import Listing

register = template.Library()


@register.inclusion_tag("blog/_posts.html", takes_context=True)
def posts_in(
    context: dict[str, Any], *, course: Course | None = None, unit: Unit | None = None, hint: str = ""
) -> dict[str, Any]:
    """The published essays of a course or of one of its units that this reader may see, newest first.

    `hint` says what one can do where there are none.
    """
    request = context["request"]
    if unit:
        return {"page": _of_unit.page(request, unit=unit.pk), "hint": hint}
    return {"page": _of_course.page(request, course=course.pk if course else None), "hint": hint}


@register.inclusion_tag("blog/_posts.html", takes_context=True)
def posts_by(context: dict[str, Any], author: User) -> dict[str, Any]:
    """The published essays of a person that this reader may see, newest first."""
    return {"page": _of_author.page(context["request"], author=author.pk)}


_of_course = Listing(lambda viewer, course: Post.objects.visible_to(viewer).filter(course=course))
_of_unit = Listing(lambda viewer, unit: Post.objects.visible_to(viewer).filter(unit=unit))
_of_author = Listing(lambda viewer, author: Post.objects.visible_to(viewer).filter(author=author))
