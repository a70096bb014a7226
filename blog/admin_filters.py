"""The filters of the list of essays in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from courses.admin_filters import ScopedFilter
from courses.admin_scope import teaching
from courses.models import Unit

from .models import Category, Post


class OfCourseFilter(ScopedFilter):
    """By something that belongs to one course: offered once a course is chosen, or where there is but one."""

    model: Any

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        course = teaching(request).chosen(request.GET.get("course", ""))
        return [(str(row.pk), str(row)) for row in self.model.objects.filter(course=course)] if course else []


class UnitFilter(OfCourseFilter):
    title = parameter_name = lookup = "unit"
    model = Unit


class CategoryFilter(OfCourseFilter):
    title = parameter_name = lookup = "category"
    model = Category


class StatusFilter(ScopedFilter):
    """Drafts are their authors' alone, and not in the list."""

    title = parameter_name = lookup = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(value), label) for value, label in Post.Status.choices if value != Post.Status.DRAFT]


class PublishedFilter(admin.DateFieldListFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = "publication"
        self.links = tuple(link for link in self.links if "__isnull" not in "".join(link[1]))
