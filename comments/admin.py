"""Where teachers moderate: the list of comments, and one comment in its thread.

A moderator changes a status, never the words, so nothing here is a form but the decisions.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Case, F, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from courses.admin_filters import course_filter
from courses.admin_scope import ReadOnly

from . import admin_journal, admin_policy, admin_standings  # noqa: F401  (they register their models)
from .admin_context import add_context, role_label, with_context, with_words
from .admin_decisions import DecidesOnComments
from .admin_filters import DateFilter, EssayFilter, StatusFilter, WriterFilter
from .admin_list import ModerationList, filters_of, list_address
from .models import Comment, CommentEdit
from .moderation.changes import word_changes
from .moderation.offered import COMMON_REASONS, MAX_REASON_LENGTH, Decision, open_to
from .moderation.queue import waiting

# What a row shows of a text before it is unfolded.
START_LENGTH = 280
MAX_REPLIES_SHOWN = 50
MAX_EDITS_SHOWN = 20


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
    list_per_page = 50

    def scoped(self, queryset: Any, user: Any) -> QuerySet:
        return queryset.moderated_by(user)

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        waiting_first = Case(When(waiting(), then=Value(0)), default=Value(1))
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
        return _cell("state", comment=comment, decisions=_decisions(comment))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        comment = self.get_object(request, object_id)
        context = {"title": str(comment), **self._in_thread(request, comment)} if comment else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **context})

    def _in_thread(self, request: HttpRequest, found: Any) -> dict[str, Any]:
        """The comment with its parent and its replies, the decisions open to it, and those taken before."""
        # The words and their version in one query: a decision is about these.
        one = with_context(Comment.objects.filter(pk=found.pk)).annotate(all_words=F("body"))
        comment: Any = one.get()
        comment.body = comment.all_words
        add_context([comment], request.user)
        replies = list(with_words(comment.replies.order_by("path"))[: MAX_REPLIES_SHOWN + 1])
        parent: Any = with_words(Comment.objects.filter(pk=comment.parent_id)).first()
        for other in [*replies, *([parent] if parent else [])]:
            other.role = role_label(other)
        edits: Any = comment.edits.exclude(state=CommentEdit.State.HELD)[:MAX_EDITS_SHOWN]
        return {
            "comment": comment,
            "parent": parent,
            "replies": replies[:MAX_REPLIES_SHOWN],
            "more_replies": len(replies) > MAX_REPLIES_SHOWN,
            "decisions": _decisions(comment),
            "edits": [(edit, word_changes(edit.before, edit.after)) for edit in edits],
            "back": list_address(filters_of(self.get_preserved_filters(request))),
            "log": comment.moderation_log.select_related("moderator"),
            "max_reason_length": MAX_REASON_LENGTH,
            "common_reasons": COMMON_REASONS,
        }


def _decisions(comment: Any) -> list[Decision]:
    return open_to(comment.status, is_reported=bool(comment.open_reports), has_edit=bool(comment.edit))


def _cell(name: str, **context: Any) -> SafeString:
    return render_to_string(f"admin/comments/comment/_{name}.html", context)
