"""What an essay's way adds to pages: where it stands, whether it is late, what is hidden as yet."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Count
from django.utils import timezone

from courses.models import Course, Unit, WritingPolicy

from ..checklist import words
from ..forms import PostForm
from ..models import Post
from ..publishing import hiding, lateness
from ..publishing.moves import Onward, Rights, onward

register = template.Library()
register.filter("is_late", lateness.is_late)
register.filter("in_words", words.said)


@register.filter
def would_be_late(post: Post) -> bool:
    return lateness.would_be_late(post, timezone.now())


@register.filter
def text_length(text: str) -> str:
    """How many words it has, as the checklist counts them."""
    return words.said(words.count(text))


@register.simple_tag(takes_context=True, name="onward")
def onward_from(context: dict[str, Any], form: PostForm) -> Onward:
    """Where the essay in the form can go from here. One query, where staff let essays through."""
    post, course = form.instance, form.chosen_course()
    if course is None:
        return Onward("Publish or hand in" if form.may_have_to_hand_in() else "Publish")
    lets_through = course.rules_of_writing().publishing == WritingPolicy.Publishing.STAFF
    teaches = lets_through and course.is_taught_by(context["user"])
    return onward(post, Rights(True, teaches, lets_through))


@register.inclusion_tag("blog/_hidden.html", takes_context=True)
def hidden_in(
    context: dict[str, Any], *, course: Course | None = None, unit: Unit | None = None
) -> dict[str, Any]:
    """How many essays are hidden from this reader until their own is in, and why. Without titles."""
    user = context["user"]
    where = unit.course if unit else course
    return {"hidden": hiding.hidden_from(user, where, unit) if where and user.is_authenticated else None}


@register.inclusion_tag("admin/blog/_waiting.html", takes_context=True)
def essays_waiting(context: dict[str, Any]) -> dict[str, Any]:
    """How many essays wait in each course of the reader's, the most first: one query."""
    waiting = Post.objects.manageable_by(context["request"].user).filter(status=Post.Status.SUBMITTED)
    courses = waiting.order_by().values("course__slug", "course__title").annotate(total=Count("pk"))
    return {"courses": courses.order_by("-total", "course__title")}


@register.inclusion_tag("blog/_return_note.html")
def return_note(post: Post) -> dict[str, Any]:
    """Why a returned essay was returned."""
    if post.status != Post.Status.RETURNED:
        return {}
    return {"step": post.steps.filter(kind="returned").select_related("by").last()}
