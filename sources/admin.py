"""A course's library of sources in the admin: the record, what units ask for, and the log of merges.

The list of sources is registered by `blog`, which knows what uses them (blog/admin_sources.py).
"""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.moments import moment_column
from accounts.texts import LineField
from courses.admin_filters import CourseFilter, ScopedFilter, course_filter
from courses.admin_scope import CourseScoped, ReadOnly, WithCourseForm, teaching
from courses.models import Course

from . import csl, unit_lists
from .formats.items import clean
from .models import Source, SourceMerge, UnitSource
from .type_names import type_name

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
    """`told` says what was put right in the record, and what was left out of it."""

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told: list[str] = []

    def clean_csl(self) -> dict[str, Any]:
        cleaned = clean(self.cleaned_data["csl"])
        left_out = ", ".join(f"“{name}”" for name in cleaned.dropped if name != "id")
        self.told = [*cleaned.repairs, *([f"{left_out} left out: not of CSL"] if left_out else [])]
        return {name: value for name, value in cleaned.item.items() if name != "id"}


class TypeFilter(ScopedFilter):
    title = "type"
    parameter_name = lookup = "type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        types = Source.objects.managed_by(request.user).order_by().values_list("type", flat=True)
        return sorted(((name, type_name(name)) for name in types.distinct()), key=lambda choice: choice[1])


class LibraryFilter(ScopedFilter):
    """What was put in the library, and what stands on the lists of essays alone."""

    title = "place"
    parameter_name = "place"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("library", "In the library"), ("lists", "Only in essays’ lists")]

    def chosen(self, queryset: QuerySet, value: str) -> QuerySet:
        return queryset.filter(shared_at__isnull=value == "lists")


class SourceAdmin(CourseScoped):
    """The record of a source. Not registered here: see above."""

    form = SourceForm
    list_display = ["named", "first_author", "year", "kind", "place", "course"]
    list_display_links = ["named"]
    list_filter = [CourseFilter, TypeFilter, LibraryFilter]
    search_fields = ["title", "first_author", "key"]
    search_help_text = "Title, author or citation key"
    fields = ["course", "key", "csl", "place", "added_by", "added"]
    readonly_fields = ["place", "added_by", "added"]
    added = moment_column("created_at", "added")

    def scoped(self, queryset: Any, user: Any) -> QuerySet:
        return queryset.managed_by(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("course", "added_by")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.added_by = request.user
            obj.shared_at = timezone.now()
        super().save_model(request, obj, form, change)
        if form.told:
            self.message_user(request, f"In the record: {'; '.join(form.told)}.", "WARNING")

    @admin.display(description="title", ordering="title")
    def named(self, source: Source) -> SafeString:
        return format_html('{}<span class="under">{}</span>', source.title, source.key)

    @admin.display(description="type", ordering="type")
    def kind(self, source: Source) -> str:
        return type_name(source.type)

    @admin.display(description="place", ordering="shared_at")
    def place(self, source: Source) -> str:
        return "In the library" if source.shared_at else "Only in essays’ lists"


class UnitSourceForm(forms.ModelForm):
    """A source is named by its key: a menu of a whole library is nothing to choose from."""

    # Set by the admin below, for each request.
    within_reach = Source.objects.none()
    key = LineField(
        label="Citation key", max_length=80, help_text="As the list of sources shows it below the title."
    )

    class Meta:
        model = UnitSource
        fields = ["unit", "requirement", "note"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (unit := cleaned.get("unit")) and cleaned.get("key"):
            source = self.within_reach.filter(course=unit.course_id, key=cleaned["key"]).first()
            if source is None:
                self.add_error("key", "The course has no source under this key.")
                return cleaned
            try:
                unit_lists.check_new(unit=unit, source=source)
            except ValidationError as error:
                self.add_error("key", error)
            self.instance.source = source
        return cleaned


@admin.register(UnitSource)
class UnitSourceAdmin(CourseScoped):
    course_lookup = "unit__course"
    list_display = ["source", "requirement", "note", "unit", "course"]
    list_filter = [course_filter("unit__course"), "requirement"]
    search_fields = ["source__title", "source__first_author", "source__key", "unit__title", "note"]
    search_help_text = "Title, author or citation key, unit or note"
    ordering = ["unit__course", "unit__number", "requirement", "source__first_author"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).select_related("unit__course", "source__course")
        return rows.defer("unit__prompt", "unit__course__description", "source__course__description")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["unit", "source", "requirement", "note"] if obj else ["unit", "key", "requirement", "note"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["unit", "source"] if obj else []

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj:
            return super().get_form(request, obj, change, **kwargs)
        reach = {"within_reach": Source.objects.managed_by(request.user)}
        form = type("UnitSourceForm", (UnitSourceForm,), reach)
        return super().get_form(request, obj, change, form=form, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            unit_lists.change(asked=[obj])
            return
        asked = unit_lists.ask_for(
            unit=obj.unit, source=obj.source, requirement=obj.requirement, note=obj.note
        )
        obj.pk = asked.pk

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "unit" and len(teaching(request).courses) > 1:
            field.label_from_instance = lambda unit: f"{unit.course}: {unit}"
        return field

    @admin.display(ordering="unit__course__title")
    def course(self, row: UnitSource) -> Course:
        return row.unit.course


@admin.register(SourceMerge)
class SourceMergeAdmin(ReadOnly):
    list_display = ["when", "former_key", "title", "stays_as", "citations", "essays", "by", "course"]
    list_display_links = ["when"]
    list_filter = [CourseFilter]
    search_fields = ["key", "kept__key", "kept__title", "merged_by__display_name"]
    search_help_text = "Citation key, title or who merged"
    fields = ["when", "by", "former_key", "stays_as", "citations", "essays", "record"]
    when = moment_column("merged_at", "when")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("course", "kept", "merged_by")

    @admin.display(description="key that went", ordering="key")
    def former_key(self, merge: SourceMerge) -> str:
        return merge.key

    @admin.display
    def title(self, merge: SourceMerge) -> str:
        return csl.title(merge.csl)

    @admin.display(description="stays as", ordering="kept__key")
    def stays_as(self, merge: SourceMerge) -> SafeString:
        address = reverse("admin:sources_source_change", args=[merge.kept_id])
        return format_html('<a href="{}">{}</a>', address, merge.kept.key)

    @admin.display(description="by", ordering="merged_by__display_name", empty_value="–")
    def by(self, merge: SourceMerge) -> Any:
        return merge.merged_by

    @admin.display(description="record that went")
    def record(self, merge: SourceMerge) -> SafeString:
        text = json.dumps(merge.csl, ensure_ascii=False, indent=2)
        return format_html('<pre class="code">{}</pre>', text)
