"""The journal of moderation, to read and to take decisions back from. It holds no text of any comment."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.moments import moment_column
from courses.admin_filters import CourseFilter
from courses.admin_scope import ReadOnly

from .admin_filters import DateFilter, DecisionFilter, ModeratorFilter, PersonFilter, RuleFilter
from .models import ModerationEntry
from .moderation.taking_back import with_taking_back


@admin.register(ModerationEntry)
class ModerationEntryAdmin(ReadOnly):
    list_display = ["decided", "decision", "about", "decided_by", "why", "taken_back"]
    list_filter = [CourseFilter, RuleFilter, DecisionFilter, ModeratorFilter, PersonFilter, DateFilter]
    search_fields = [
        "reason", "shared_reason", "moderator__display_name", "person__display_name", "comment__post__title",
    ]  # fmt: skip
    search_help_text = "Reason, moderator, person or the essay’s title"
    fields = ["decided", "decision", "about", "decided_by", "rule", "why", "told"]
    decided = moment_column("created_at", "when")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = with_taking_back(super().get_queryset(request))
        rows = rows.select_related("moderator", "person", "course", "comment__author", "comment__post")
        texts = ("body", "html", "post__body", "post__body_html", "post__marked_html", "post__sources_html")
        return rows.defer(*(f"comment__{name}" for name in texts))

    @admin.display(description="by", ordering="moderator__display_name")
    def decided_by(self, entry: ModerationEntry) -> Any:
        return entry.moderator or "A rule"

    @admin.display
    def decision(self, entry: ModerationEntry) -> str:
        return entry.decision()

    @admin.display
    def about(self, entry: ModerationEntry) -> SafeString:
        if entry.person:
            address = reverse("admin:courses_standing_decide", args=[entry.course_id, entry.person_id])
            return format_html('<a href="{}">{}</a>, in {}', address, entry.person, entry.course)
        address = reverse("admin:comments_comment_change", args=[entry.comment_id])
        return format_html('<a href="{}">{}</a>', address, entry.comment)

    @admin.display(description="reason", ordering="reason")
    def why(self, entry: ModerationEntry) -> str:
        return entry.reason or "–"

    @admin.display(description="reason for the writer")
    def told(self, entry: ModerationEntry) -> str:
        return entry.shared_reason or "–"

    @admin.display(description="take back", empty_value="")
    def taken_back(self, entry: Any) -> SafeString | None:
        """The button that takes back all that was decided together, while something of it still stands."""
        if not entry.can_be_taken_back:
            return None
        return render_to_string("admin/comments/moderationentry/_undo.html", {"entry": entry})
