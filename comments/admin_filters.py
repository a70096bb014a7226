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

from .models import Comment, EditRule, ModerationEntry
from .models.moderation import STATES
from .moderation.queue import waiting

# The newest essays; the search box finds the comments on any other by its title.
MAX_ESSAYS = 300

HELD = Comment.Status.HELD
WAITING = "waiting"
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

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        here = Comment.objects.moderated_by(request.user)
        # Beside a list of one course, how much waits there.
        if course := teaching(request).chosen(request.GET.get("course", "")):
            here = here.filter(post__course=course)
        count = here.filter(waiting()).count()
        labels = {**dict(Comment.Status.choices), Comment.Status.DELETED: "Deleted by writers"}
        decided = [(str(value), label) for value, label in labels.items() if value != HELD]
        return [(WAITING, f"Waiting ({count})"), *decided]

    def chosen(self, queryset: QuerySet, value: str) -> QuerySet:
        return queryset.filter(waiting() if value == WAITING else Q(status=value))

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
        return [(str(value), label) for value, label in STATES]


def _journal_of(request: HttpRequest) -> QuerySet:
    taught = Course.objects.taught_by(request.user)
    return ModerationEntry.objects.filter(course__in=taught).order_by()


class ModeratorFilter(ScopedFilter):
    """By who decided, of those who ever did in the reader's courses."""

    title = "moderator"
    parameter_name = "moderator"
    lookup = "moderator"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        moderators = User.objects.filter(pk__in=_journal_of(request).values("moderator"))
        return [("rule", "A rule"), *((str(user.pk), user.display_name) for user in moderators)]

    def chosen(self, queryset: QuerySet, value: str) -> QuerySet:
        return queryset.filter(Q(moderator=None) if value == "rule" else Q(moderator=value))


class RuleFilter(ScopedFilter):
    """By the rule that decided, of those that ever did."""

    title = parameter_name = "rule"
    lookup = "rule"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        rules = _journal_of(request).exclude(rule="").values_list("rule", flat=True).distinct()
        labels = dict(EditRule.choices)
        return [(rule, labels.get(rule) or rule.replace("_", " ").capitalize()) for rule in sorted(rules)]


class PersonFilter(ScopedFilter):
    """By whom it was about: people, not their comments."""

    title = parameter_name = "person"
    lookup = "person"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        people = User.objects.filter(pk__in=_journal_of(request).values("person"))
        return [(str(user.pk), user.display_name) for user in people.order_by("display_name")]
