"""The filters of the moderation list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from blog.models import Post
from courses.admin_filters import ScopedFilter
from courses.admin_scope import teaching
from courses.models import Course, Membership, Role

from .models import Comment, ModerationEntry

# The newest essays; the search box finds the comments on any other by its title.
MAX_ESSAYS = 300

GUEST = "guest"
NO_MEMBER = "none"


class DateFilter(ScopedFilter):
    title = parameter_name = "date"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("1", "Today"),
            ("7", "The last 7 days"),
            ("30", "The last 30 days"),
            ("365", "The last year"),
        ]

    def chosen(self, queryset: QuerySet, value: str) -> QuerySet:
        """Whole days, the present one among them."""
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return queryset.filter(created_at__gte=today - timedelta(days=int(value) - 1))


class StatusFilter(ScopedFilter):
    template = "admin/filter_tabs.html"
    is_tabs = True
    title = "status"
    parameter_name = "status"
    lookup = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        waiting = Comment.objects.moderated_by(request.user).awaiting_review().count()
        labels = dict(Comment.Status.choices) | {Comment.Status.HELD: f"Awaiting moderation ({waiting})"}
        first = Comment.Status.HELD
        return [(first, labels.pop(first)), *labels.items()]

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:  # type: ignore[override]
        """What waits comes first, and all of them last."""
        everything, *statuses = super().choices(changelist)
        yield from [*statuses, everything]


class EssayFilter(ScopedFilter):
    """By essay, of those that have comments, in the chosen course where one is chosen."""

    title = "essay"
    parameter_name = "essay"
    lookup = "post"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        answered = Exists(Comment.objects.filter(post=OuterRef("pk")).order_by())
        posts = Post.objects.manageable_by(request.user).filter(answered).order_by("-published_at", "-pk")
        course = request.GET.get("course", "")
        if course in map(str, teaching(request).courses):
            posts = posts.filter(course=course)
        return [(str(pk), title) for pk, title in posts.values_list("pk", "title")[:MAX_ESSAYS]]


class WriterFilter(ScopedFilter):
    title = "writer"
    parameter_name = "writer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(GUEST, "Guest"), *Role.choices, (NO_MEMBER, "Not in the course")]

    def chosen(self, queryset: QuerySet, value: str) -> QuerySet:
        if value == GUEST:
            return queryset.filter(author__isnull=True)
        here = Membership.objects.filter(course=OuterRef("post__course"), user=OuterRef("author"))
        if value == NO_MEMBER:
            return queryset.filter(~Exists(here), author__isnull=False)
        return queryset.filter(Exists(here.filter(role=value)))


class DecisionFilter(ScopedFilter):
    title = parameter_name = "decision"
    lookup = "to_status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(value), label) for value, label in Comment.Status.choices]


class ModeratorFilter(ScopedFilter):
    """By who decided, of those who ever did in the reader's courses."""

    title = "moderator"
    parameter_name = "moderator"
    lookup = "moderator"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        taught = Course.objects.taught_by(request.user)
        entries = ModerationEntry.objects.filter(comment__post__course__in=taught).order_by()
        moderators = User.objects.filter(pk__in=entries.values("moderator"))
        return [("rule", "A rule"), *((str(user.pk), user.display_name) for user in moderators)]

    def chosen(self, queryset: QuerySet, value: str) -> QuerySet:
        return queryset.filter(Q(moderator=None) if value == "rule" else Q(moderator=value))
