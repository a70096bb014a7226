"""What essays add to the pages of courses and of people."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.models import User
from courses.models import Course, Unit

from ..authorship.names import Byline
from ..models import Authorship, Post
from ..paging import Listing

register = template.Library()


@register.simple_tag
def byline(line: Byline) -> SafeString:
    """The names of an essay, each a link; and for who may know them, what others see in their place."""
    linked = [
        format_html('<a rel="author" href="{}">{}</a>', url, author.name)
        if (url := author.get_absolute_url())
        else format_html("{}", author.name)
        for author in line.authors
    ]
    last = format_html(" and {}", linked[-1]) if linked[1:] else ""
    names = format_html_join(", ", "{}", ((name,) for name in linked[:-1] or linked))
    seen = format_html(" (to others “{}”)", line.pseudonym) if line.pseudonym else ""
    return format_html("{}{}{}", names, last, seen)


@register.inclusion_tag("blog/_posts.html", takes_context=True)
def posts_in(context: dict[str, Any], place: Course | Unit, *, hint: str = "") -> dict[str, Any]:
    """The published essays of a course or of one of its units that this reader may see, newest first.

    `hint` says what one can do where there are none.
    """
    listing = _of_unit if isinstance(place, Unit) else _of_course
    return {"page": listing.page(context["request"], place=place.pk), "hint": hint}


@register.inclusion_tag("blog/_posts.html", takes_context=True)
def posts_by(context: dict[str, Any], author: User) -> dict[str, Any]:
    """The published essays of a person that this reader may see, newest first."""
    return {"page": _of_author.page(context["request"], author=author.pk)}


@register.inclusion_tag("blog/_invitations.html", takes_context=True)
def invitations(context: dict[str, Any]) -> dict[str, Any]:
    """What somebody asks who is signed in to write with them: one query."""
    waiting = Authorship.objects.waiting().filter(user=context["request"].user)
    return {"waiting": waiting.select_related("post__course", "asked_by").order_by("-asked_at")}


_of_course = Listing(lambda viewer, place: Post.objects.visible_to(viewer).filter(course=place))
_of_unit = Listing(lambda viewer, place: Post.objects.visible_to(viewer).filter(unit=place))
_of_author = Listing(
    lambda viewer, author: Post.objects.visible_to(viewer).signed_for(viewer).written_by(author)
)
