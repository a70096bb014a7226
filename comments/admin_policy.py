"""How a course moderates: who waits, its lists of words and addresses, and a trial of them before saving."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.db.models import QuerySet
from django.http import HttpRequest

from courses.admin import CourseAdmin
from courses.admin_filters import CourseFilter
from courses.admin_scope import CourseScoped, PartInline, ToRead, WithCourseForm

from .admin_context import with_words
from .models import Comment, ModerationPolicy
from .moderation.words import Lists, read_addresses, would_hold
from .moderation.written import latest_written

# The button that tries what was typed, and saves nothing.
TRIAL = "_trial"
MAX_SHOWN = 50


class PolicyForm(WithCourseForm):
    def is_valid(self) -> bool:
        """What is tried is shown again with its result, as what is wrong would be."""
        return super().is_valid() and TRIAL not in self.data

    def clean_blocked_addresses(self) -> str:
        typed: str = self.cleaned_data["blocked_addresses"]
        if unread := read_addresses(typed).unread:
            raise forms.ValidationError(f"No address, domain or network: {', '.join(unread[:5])}.")
        return typed


class Caught(NamedTuple):
    comment: Any
    found_in: str
    line: str


class Trial(NamedTuple):
    """What the lists would have caught of the `tried` newest comments; the first of them as rows."""

    tried: int
    total: int
    caught: list[Caught]


@admin.register(ModerationPolicy)
class ModerationPolicyAdmin(CourseScoped):
    led = True
    form = PolicyForm
    change_form_template = "admin/comments/moderationpolicy/form.html"
    list_display = ["course", "mode", "words", "addresses", "max_links"]
    list_filter = [CourseFilter, "mode"]
    fields = ["course", "mode", "held_words", "spam_words", "blocked_addresses", "max_links"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("course")

    def get_list_display(self, request: HttpRequest) -> Any:
        """The course is what leads to the row, also where there is but one."""
        return self.list_display

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        form = context["adminform"].form
        if request.method == "POST" and TRIAL in request.POST and not form.errors:
            context["trial"] = _trial(form.instance)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display
    def words(self, policy: ModerationPolicy) -> str:
        return _lines(policy.held_words, policy.spam_words)

    @admin.display
    def addresses(self, policy: ModerationPolicy) -> str:
        return _lines(policy.blocked_addresses)


class PolicyOfCourse(ToRead, PartInline, admin.TabularInline):
    """On the course's page, to read: its own page changes it, and tries its lists."""

    model = ModerationPolicy
    template = "admin/courses/course/policy.html"


CourseAdmin.inlines = [*CourseAdmin.inlines, PolicyOfCourse]


def _lines(*lists: str) -> str:
    total = sum(bool(line.strip()) for typed in lists for line in typed.splitlines())
    return f"{total} line" if total == 1 else f"{total or 'no'} lines"


def _trial(policy: ModerationPolicy) -> Trial:
    written = latest_written(policy.course)
    lists = Lists(policy.held_words, policy.spam_words, policy.blocked_addresses)
    hits = would_hold(lists, written)
    rows = with_words(Comment.objects.filter(pk__in=[hit.pk for hit in hits[:MAX_SHOWN]])).in_bulk()
    caught = [
        Caught(rows[hit.pk], str(label_for_field(hit.found_in, ModerationPolicy)), hit.line)
        for hit in hits
        if hit.pk in rows
    ]
    return Trial(len(written), len(hits), caught)
