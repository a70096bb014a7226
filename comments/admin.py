"""Where teachers moderate: the list of comments, one comment in its thread, and the log.

A moderator changes a status, never the words, so nothing here is a form but the decisions.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.moments import moment_column
from courses.admin_filters import course_filter
from courses.admin_scope import ReadOnly

from .admin_decisions import MAX_REASON_LENGTH, DecidesOnComments
from .admin_filters import (
    DateFilter,
    DecisionFilter,
    EssayFilter,
    ModeratorFilter,
    StatusFilter,
    WriterFilter,
)
from .admin_list import ModerationList, add_roles, with_words
from .decisions import open_to
from .models import Comment, ModerationEntry

# What a row shows of a text before it is unfolded.
START_LENGTH = 280
MAX_REPLIES_SHOWN = 50


@admin.register(Comment)
class CommentAdmin(DecidesOnComments, ReadOnly):
    course_lookup = "post__course"
    change_list_template = "admin/comments/comment/list.html"
    change_form_template = "admin/comments/comment/detail.html"
    list_display = ["source", "words", "state"]
    # The date is the link to the comment's page.
    list_display_links = None
    list_filter = [
        StatusFilter,
        course_filter("post__course"),
        EssayFilter,
        WriterFilter,
        DateFilter,
    ]
    search_fields = ["body", "author__display_name", "guest_name", "guest_email", "post__title"]
    search_help_text = "Text, name, guest’s e-mail address, essay"
    fields = ["status"]
    list_per_page = 25

    def scoped(self, queryset: Any, user: Any) -> QuerySet:
        return queryset.moderated_by(user)

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        waiting_first = Case(When(status=Comment.Status.HELD, then=Value(0)), default=Value(1))
        return [waiting_first.asc(), "-created_at", "-pk"]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ModerationList

    @admin.display(description="comment")
    def words(self, comment: Any) -> SafeString:
        start = comment.text if len(comment.text) <= START_LENGTH * 1.3 else comment.text[:START_LENGTH]
        rest, unseen = comment.text[len(start) :], comment.text_length - len(comment.text)
        return _cell("words", comment=comment, start=start, rest=rest, unseen=unseen)

    @admin.display(description="written", ordering="created_at")
    def source(self, comment: Any) -> SafeString:
        return _cell("source", comment=comment)

    @admin.display(description="status", ordering="status")
    def state(self, comment: Any) -> SafeString:
        return _cell("state", comment=comment, decisions=open_to(comment.status))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        comment = self.get_object(request, object_id)
        context = {"title": str(comment), **self._in_thread(comment)} if comment else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **context})

    def _in_thread(self, comment: Any) -> dict[str, Any]:
        """The comment with its parent and its replies, the decisions open to it, and those taken before."""
        replies = list(with_words(comment.replies.order_by("path"))[: MAX_REPLIES_SHOWN + 1])
        parent = with_words(Comment.objects.filter(pk=comment.parent_id)).first()
        add_roles([comment, *replies, *([parent] if parent else [])])
        return {
            "comment": comment,
            "parent": parent,
            "replies": replies[:MAX_REPLIES_SHOWN],
            "more_replies": len(replies) > MAX_REPLIES_SHOWN,
            "decisions": open_to(comment.status),
            "log": comment.moderation_log.select_related("moderator"),
            "max_reason_length": MAX_REASON_LENGTH,
        }


def _cell(name: str, **context: Any) -> SafeString:
    return render_to_string(f"admin/comments/comment/_{name}.html", context)


@admin.register(ModerationEntry)
class ModerationEntryAdmin(ReadOnly):
    course_lookup = "comment__post__course"
    list_display = ["decided", "decision", "about", "decided_by", "why"]
    list_filter = [
        course_filter("comment__post__course"),
        DecisionFilter,
        ModeratorFilter,
        DateFilter,
    ]
    search_fields = ["reason", "moderator__display_name", "comment__post__title"]
    search_help_text = "Reason, moderator or the essay’s title"
    fields = ["decided", "decision", "about", "decided_by", "why"]
    decided = moment_column("created_at", "when")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).select_related("moderator", "comment__author", "comment__post")
        return rows.defer(*(f"comment__{name}" for name in ("body", "html", "post__body", "post__body_html")))

    @admin.display(description="by", ordering="moderator__display_name", empty_value="A rule")
    def decided_by(self, entry: ModerationEntry) -> Any:
        return entry.moderator

    @admin.display
    def decision(self, entry: ModerationEntry) -> str:
        before = f"{entry.get_from_status_display()} → " if entry.from_status else ""
        return f"{before}{entry.get_to_status_display()}"

    @admin.display(description="comment")
    def about(self, entry: ModerationEntry) -> SafeString:
        address = reverse("admin:comments_comment_change", args=[entry.comment_id])
        return format_html('<a href="{}">{}</a>', address, entry.comment)

    @admin.display(description="reason", ordering="reason", empty_value="–")
    def why(self, entry: ModerationEntry) -> str | None:
        return entry.reason or None
