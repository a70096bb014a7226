"""The rows of the moderation list, with all that they show, in two queries."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.views.main import ALL_VAR, SEARCH_VAR, ChangeList
from django.db.models import QuerySet
from django.db.models.functions import Length, Substr
from django.http import HttpRequest

from courses.models import Membership, Role

from .models import Comment

# What a row shows of a text at most; the rest is on the comment's own page.
SHOWN_LENGTH = 5000
PARENT_LENGTH = 90


def with_words(comments: QuerySet) -> QuerySet:
    """With writer, essay, parent and the first SHOWN_LENGTH characters: a text may have 65,525."""
    return (
        comments.select_related("post__course", "author", "parent__author")
        .defer("body", "html", "post__body", "post__body_html", "parent__body", "parent__html")
        .annotate(
            text=Substr("body", 1, SHOWN_LENGTH),
            text_length=Length("body"),
            parent_text=Substr("parent__body", 1, PARENT_LENGTH),
        )
    )


def add_roles(comments: list[Any]) -> None:
    """Give each comment `role`, its writer's in the essay's course: empty for guests and strangers."""
    members = Membership.objects.filter(
        course__in={comment.post.course_id for comment in comments},
        user__in={comment.author_id for comment in comments if comment.author_id},
    ).values_list("course", "user", "role")
    roles = {(course, user): Role(role).label for course, user, role in members}
    for comment in comments:
        comment.role = roles.get((comment.post.course_id, comment.author_id), "")


class ModerationList(ChangeList):
    filter_specs: list[Any]

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

    def get_results(self, request: HttpRequest) -> None:
        """The page is found in narrow rows, and only its own rows are read in full: with 100,000 comments
        that is a fraction of the time."""
        super().get_results(request)
        page = Comment.objects.filter(pk__in=self.result_list.values("pk"))
        comments = list(with_words(page).order_by(*self.queryset.query.order_by))
        add_roles(comments)
        for comment in comments:
            comment.preserved_filters = self.preserved_filters
        self.result_list = comments
