"""A course's library of sources in the admin."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.moments import moment_column
from courses.admin_filters import CourseFilter, ScopedFilter
from courses.admin_scope import CourseScoped, WithCourseForm

from . import csl
from .models import Source

MAX_CSL_LENGTH = 20_000


class CslField(forms.CharField):
    """A CSL-JSON item as text: an object with a title, and nothing that JSON proper does not know."""

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)

    def clean(self, value: Any) -> dict[str, Any]:
        text = super().clean(value)
        try:
            item = json.loads(text)
            # Python reads NaN, and what overflows to infinity; no database does.
            json.dumps(item, allow_nan=False)
        except RecursionError as error:
            raise forms.ValidationError("This is nested too deeply.") from error
        except ValueError as error:
            raise forms.ValidationError(f"This is not JSON: {error}.") from error
        if problem := csl.problem_with(item):
            raise forms.ValidationError(problem)
        return item

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class SourceForm(WithCourseForm):
    csl = CslField(
        label="CSL-JSON",
        max_length=MAX_CSL_LENGTH,
        widget=forms.Textarea(attrs={"rows": 16, "cols": 80, "spellcheck": "false", "class": "code"}),
        help_text='For example {"type": "book", "title": "…", "author": [{"family": "…", "given": "…"}], '
        '"issued": {"date-parts": [[1990]]}}. Title and type, author and year are read from it.',
    )

    class Meta:
        model = Source
        fields = ["course", "key", "csl"]


class TypeFilter(ScopedFilter):
    title = "type"
    parameter_name = lookup = "type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        types = Source.objects.managed_by(request.user).order_by("type").values_list("type", flat=True)
        return [(name, name) for name in types.distinct()]


@admin.register(Source)
class SourceAdmin(CourseScoped):
    form = SourceForm
    list_display = ["title", "first_author", "year", "type", "essays", "key", "course"]
    list_filter = [CourseFilter, TypeFilter]
    search_fields = ["title", "first_author", "key"]
    search_help_text = "Title, author or citation key"
    fields = ["course", "key", "csl", "added_by", "added"]
    readonly_fields = ["added_by", "added"]
    added = moment_column("created_at", "added")

    def scoped(self, queryset: Any, user: Any) -> QuerySet:
        return queryset.managed_by(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        listed = Count("entries", filter=~Q(entries__post__status="draft"))
        return super().get_queryset(request).select_related("course").annotate(essay_count=listed)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.added_by = request.user
            obj.shared_at = timezone.now()
        super().save_model(request, obj, form, change)

    @admin.display(ordering="essay_count")
    def essays(self, source: Any) -> int:
        return source.essay_count
