"""Filters of admin lists that offer what their reader teaches and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ALL_VAR, ERROR_FLAG, PAGE_VAR
from django.db import models
from django.http import HttpRequest

from .admin_scope import teaching

# More choices than this are a menu to choose from, not a list of links to scroll past.
MAX_LINKS = 8


class ScopedFilter(admin.SimpleListFilter):
    """A filter by one of its choices: anything else in the address finds nothing."""

    template = "admin/filter_scoped.html"
    # Across the top of a list, not among the other filters.
    is_tabs = False
    # The value stands for itself in this lookup, unless a subclass filters in its own way.
    lookup = ""

    def value(self) -> str | None:
        """What is chosen; a menu sends nothing for everything."""
        return super().value() or None

    def chosen(self, queryset: models.QuerySet, value: str) -> models.QuerySet:
        return queryset.filter(**{self.lookup: value})

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        value = self.value()
        if value is None:
            return queryset
        if value not in (str(choice) for choice, _ in self.lookup_choices):
            return queryset.none()
        return self.chosen(queryset, value)

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:  # type: ignore[override]
        values = ["", *(choice for choice, _ in self.lookup_choices)]
        for value, choice in zip(values, super().choices(changelist), strict=True):
            yield {**choice, "value": value}

    @property
    def is_menu(self) -> bool:
        return len(self.lookup_choices) > MAX_LINKS

    @property
    def other_parameters(self) -> list[tuple[str, str]]:
        """What a form for this filter sends along, so that the other filters stay as they are."""
        left_out = {self.parameter_name, PAGE_VAR, ALL_VAR, ERROR_FLAG}
        given = self.request.GET.lists()
        return [(name, value) for name, values in given for value in values if name not in left_out]


class CourseFilter(ScopedFilter):
    """By course; absent where the reader teaches but one."""

    title = "course"
    parameter_name = "course"
    lookup = "course"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(pk), course.title) for pk, course in teaching(request).courses.items()]

    def has_output(self) -> bool:
        return len(self.lookup_choices) > 1


def course_filter(lookup: str) -> type[CourseFilter]:
    """The course filter of a model that is further from its course."""
    return type("CourseFilter", (CourseFilter,), {"lookup": lookup})
