"""The rows of the moderation list."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.views.main import ALL_VAR, PAGE_VAR, SEARCH_VAR, ChangeList
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from courses.admin_scope import teaching

from .admin_context import add_context, with_context
from .admin_filters import WAITING
from .models import Comment
from .moderation.offered import COMMON_REASONS, MAX_REASON_LENGTH


def list_address(filters: str) -> str:
    """The list as it was filtered: a page that its rows lead to keeps `filters` in its own address."""
    address = reverse("admin:comments_comment_changelist")
    return f"{address}?{filters}" if filters else address


def filters_of(preserved: str) -> str:
    """The list's own part of what Django keeps of it in the addresses of the pages it leads to."""
    return QueryDict(preserved).get("_changelist_filters", "")


class ModerationList(ChangeList):
    filter_specs: list[Any]
    common_reasons = COMMON_REASONS
    max_reason_length = MAX_REASON_LENGTH

    @property
    def menus(self) -> list[tuple[Any, list[Any]]]:
        """The filters above the list, each with its choices."""
        return [(spec, list(spec.choices(self))) for spec in self.filter_specs if not spec.is_tabs]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What searching and filtering leave as it is: the status and the order."""
        asked_anew = {SEARCH_VAR, ALL_VAR, *(spec.parameter_name for spec, _ in self.menus)}
        return [(name, value) for name, value in self.params.items() if name not in asked_anew]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query) or any(spec.value() for spec, _ in self.menus)

    @property
    def is_queue(self) -> bool:
        return self.params.get("status") == WAITING

    @property
    def again(self) -> str:
        """The address of the first page of what is shown."""
        return str(self.get_query_string(remove=[PAGE_VAR]))

    def get_results(self, request: HttpRequest) -> None:
        """The page is found in narrow rows, and only its own rows are read in full: with 100,000 comments
        that is a fraction of the time."""
        super().get_results(request)
        page = Comment.objects.filter(pk__in=self.result_list.values("pk"))
        comments = list(with_context(page).order_by(*self.queryset.query.order_by))
        add_context(comments, request.user)
        of_one_course = teaching(request).chosen(self.params.get("course", "")) is not None
        for comment in comments:
            comment.preserved_filters = self.preserved_filters
            comment.names_course = not of_one_course
        self.result_list = comments
