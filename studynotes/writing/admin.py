"""Subjects, topics and their notes in the admin: of the courses that a teacher leads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.admin_lists import Headed
from accounts.moments import moment_column
from accounts.requests import SignedInRequest
from blog.copies.conflicts import Conflict
from blog.writing.fields import BodyField, NumberHeld, ReasonField, SourcesField
from courses.admin_filters import ScopedFilter
from courses.admin_scope import CourseScoped, WithCourseForm, teaching

from ..models import Specification, StudyNote, Subject, Topic
from ..terms.actions import note_changed
from .saving import save_note, withdraw_note


class SpecificationFilter(ScopedFilter):
    title = "specification"
    parameter_name = "specification"
    path = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        seen = Specification.objects.filter(course__in=teaching(request).courses).select_related("subject")
        return [(str(one.pk), str(one)) for one in seen]

    def chosen(self, queryset: QuerySet, value: str) -> QuerySet:
        return queryset.filter(**{f"{self.path}specification": value})


class NoteSpecificationFilter(SpecificationFilter):
    path = "topic__"


@admin.register(Subject)
class SubjectAdmin(Headed):
    """A subject is all courses': who leads one may add it, site staff change it."""

    list_display = ["name"]
    search_fields = ["name"]
    fields = ["name", "slug"]
    prepopulated_fields = {"slug": ("name",)}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return teaching(request).may_teach()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return teaching(request).may_teach()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return teaching(request).may_lead()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_active and request.user.is_staff

    has_delete_permission = has_change_permission

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)


class TopicForm(WithCourseForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        specification = cleaned.get("specification") or getattr(self.instance, "specification", None)
        above = cleaned.get("parent")
        if above and specification and above.specification_id != specification.pk:
            self.add_error("parent", "This topic belongs to another specification.")
        seen: set[int] = set()
        while above and self.instance.pk and above.pk not in seen:
            seen.add(above.pk)
            if above.pk == self.instance.pk:
                self.add_error("parent", "A topic does not stand below itself.")
                break
            above = above.parent
        return cleaned


@admin.register(Topic)
class TopicAdmin(CourseScoped):
    course_lookup = "specification__course"
    led = True
    form = TopicForm
    list_display = ["number", "title", "specification", "note_shown"]
    list_display_links = ["number", "title"]
    list_filter = [SpecificationFilter]
    search_fields = ["number", "title"]
    fields = ["specification", "parent", "number", "title", "slug", "focus", "position"]
    prepopulated_fields = {"slug": ("title",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).select_related("specification__subject", "note")
        return rows.defer("note__body", "note__body_html")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """A topic stays in its specification: its note's sources are in that course's library."""
        return [*super().get_readonly_fields(request, obj), *(["specification"] if obj else [])]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and hasattr(obj, "note"):
            note_changed(obj.note)

    @admin.display(description="study note")
    def note_shown(self, topic: Topic) -> SafeString:
        note = getattr(topic, "note", None)
        words = note.get_status_display() if note else "Write it"
        place = reverse("studynotes:note_edit", args=[topic.specification.slug, topic.slug])
        return format_html('<a href="{}">{}</a>', place, words)


class StudyNoteForm(forms.ModelForm):
    """A note's text as its own page has it; what a save would refuse is said here."""

    body = BodyField(help_text="", rows=30)
    sources = SourcesField(of="A note")
    reason = ReasonField()
    base = NumberHeld()
    by: Any = None

    class Meta:
        model = StudyNote
        fields = ["body"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["sources"] = "\n".join(self.instance.source_lines())
            self.initial["base"] = self.instance.revision_number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        with transaction.atomic():
            try:
                self.store()
            except Conflict:
                raise ValidationError(
                    "Somebody saved another text since. Copy yours, and put both together on the note’s page."
                ) from None
            finally:
                # The admin asks first and stores later.
                transaction.set_rollback(True)
        return cleaned

    def store(self) -> StudyNote:
        cleaned = self.cleaned_data
        return save_note(
            note=self.instance,
            body=cleaned["body"],
            source_lines=cleaned["sources"],
            by=self.by,
            reason=cleaned["reason"],
            base=cleaned["base"],
        )


@admin.register(StudyNote)
class StudyNoteAdmin(CourseScoped):
    """A note begins on its topic's page, and goes with nobody: it is withdrawn."""

    course_lookup = "topic__specification__course"
    led = True
    form: Any = StudyNoteForm
    list_display = ["topic", "specification", "status", "changed", "page"]
    list_filter = [NoteSpecificationFilter, "status"]
    search_fields = ["topic__number", "topic__title", "body"]
    fields = ["topic", "status", "body", "sources", "reason", "base", "page"]
    readonly_fields = ["topic", "status", "page"]
    actions = ["publish", "withdraw"]
    changed = moment_column("updated_at", "changed")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).select_related("topic__specification__subject")
        return rows.defer("body", "body_html")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.by = request.user
        return form

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        if self.has_change_permission(request, obj):
            return list(super().get_fields(request, obj))
        return ["topic", "status", "body"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        form.store()

    @admin.display
    def specification(self, note: StudyNote) -> str:
        return str(note.topic.specification)

    @admin.display(description="editor")
    def page(self, note: StudyNote) -> SafeString:
        topic = note.topic
        place = reverse("studynotes:note_edit", args=[topic.specification.slug, topic.slug])
        return format_html('<a href="{}">Write with preview and checks</a>', place)

    @admin.action(description="Publish", permissions=["change"])
    def publish(self, request: SignedInRequest, chosen: QuerySet) -> None:
        for note in self._changeable(request, chosen):
            try:
                save_note(
                    note=note,
                    body=note.body,
                    source_lines=note.source_lines(),
                    by=request.user,
                    base=note.revision_number,
                    publish=True,
                )
            except ValidationError as error:
                self.message_user(request, f"{note}: {' '.join(error.messages)}", messages.ERROR)
            except Conflict:
                words = f"{note}: somebody saved another text just now. Read it, and publish it then."
                self.message_user(request, words, messages.ERROR)
            else:
                self.message_user(request, f"{note} is published.", messages.SUCCESS)

    @admin.action(description="Withdraw", permissions=["change"])
    def withdraw(self, request: SignedInRequest, chosen: QuerySet) -> None:
        for note in self._changeable(request, chosen):
            withdraw_note(note=note, by=request.user)
            self.message_user(request, f"{note} is withdrawn.", messages.SUCCESS)

    def _changeable(self, request: HttpRequest, chosen: QuerySet) -> list[StudyNote]:
        """The list holds notes of courses that its reader merely assists in: those stay as they are."""
        return [note for note in chosen if self.has_change_permission(request, note)]
