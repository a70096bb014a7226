"""Specifications in the admin, and the page on which trees of topics come in and go out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest, form_methods
from accounts.texts import TextField
from courses.admin_scope import CourseScoped, teaching

from ..models import Specification, SpecificationQuerySet
from ..problems import Problem
from .actions import import_tree
from .exporting import exported
from .nodes import MAX_BYTES, TreeError
from .report import Report

MIME = {"yaml": "application/yaml", "json": "application/json"}


class TreeForm(forms.Form):
    """A file or a typed text; `data` is what is read."""

    file = forms.FileField(
        label="File",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.json"}),
        help_text="YAML or JSON in UTF-8, up to 1 MB.",
    )
    text = TextField(
        label="Or its text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "cols": 80, "spellcheck": "false", "class": "code"}),
    )
    prune = forms.BooleanField(
        label="Remove topics that the file lacks and on which nothing hangs",
        required=False,
        help_text="A topic with a note, a unit, somebody’s unsaved text or a topic below it always stays.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        file = cleaned.get("file")
        cleaned["data"] = file.read(MAX_BYTES + 1) if file else cleaned.get("text", "")
        if not cleaned["data"].strip():
            self.add_error("file", "Choose a file, or type or paste its text below.")
        return cleaned


@admin.register(Specification)
class SpecificationAdmin(CourseScoped):
    """A specification is changed by who leads the course that keeps it."""

    led = True
    change_list_template = "admin/studynotes/specification/list.html"
    list_display = ["named", "topics_counted", "course"]
    list_display_links = ["named"]
    search_fields = ["board", "level", "subject__name"]
    search_help_text = "Board, level or subject"
    fields = ["subject", "board", "level", "slug", "course"]
    ordering = ["subject__name", "board", "level"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).select_related("subject", "course")
        return rows.annotate(topic_total=Count("topics"))

    def get_urls(self) -> list[Any]:
        guarded = self.admin_site.admin_view
        return [
            path("import/", guarded(self.import_view), name="studynotes_specification_import"),
            path("export.<str:suffix>", guarded(self.export_view), name="studynotes_specification_export"),
            *super().get_urls(),
        ]

    @method_decorator(form_methods)
    def import_view(self, request: SignedInRequest) -> HttpResponse:
        """GET asks for a file, POST tries it or stores it."""
        if not teaching(request).may_lead():
            raise PermissionDenied
        is_sent = request.method == "POST"
        form = TreeForm(request.POST, request.FILES) if is_sent else TreeForm()
        report: Report | None = None
        problems: tuple[Problem, ...] = ()
        if is_sent and form.is_valid():
            is_trial = "try" in request.POST
            report, problems = self._import(request, form, is_trial=is_trial)
            if report and not is_trial:
                self.message_user(request, report.summary, messages.SUCCESS)
                return redirect("admin:studynotes_specification_changelist")
            form = self._with_text(form)
        return self._answer(request, form, report, problems)

    def _import(
        self, request: SignedInRequest, form: TreeForm, *, is_trial: bool
    ) -> tuple[Report | None, tuple[Problem, ...]]:
        cleaned = form.cleaned_data
        try:
            report = import_tree(
                data=cleaned["data"], by=request.user, prune=cleaned["prune"], is_trial=is_trial
            )
        except TreeError as error:
            return None, error.problems
        return report, ()

    def _with_text(self, form: TreeForm) -> TreeForm:
        """A browser sends a file once: what was in it stands in the field from now on."""
        data = form.cleaned_data["data"]
        text = data if isinstance(data, str) else data.decode("utf-8", errors="replace")
        return TreeForm({"text": text[:MAX_BYTES], "prune": form.cleaned_data["prune"]})

    def _answer(
        self, request: HttpRequest, form: TreeForm, report: Report | None, problems: tuple[Problem, ...]
    ) -> HttpResponse:
        lines = str(form["text"].value() or "").split("\n")
        context = {
            **self.admin_site.each_context(request),
            "title": "Import topics",
            "opts": self.opts,
            "form": form,
            "report": report,
            "problems": [(problem, _line(lines, problem.line)) for problem in problems],
        }
        status = 422 if problems or form.errors else 200
        return TemplateResponse(request, "admin/studynotes/specification/import.html", context, status=status)

    @method_decorator(require_safe)
    def export_view(self, request: HttpRequest, suffix: str) -> HttpResponse:
        if suffix not in MIME:
            raise Http404
        content = exported(self._exportable(request), as_json=suffix == "json")
        disposition = {"Content-Disposition": f'attachment; filename="topics.{suffix}"'}
        return HttpResponse(content, content_type=f"{MIME[suffix]}; charset=utf-8", headers=disposition)

    def _exportable(self, request: HttpRequest) -> SpecificationQuerySet:
        return Specification.objects.filter(pk__in=self.get_queryset(request).values("pk"))

    @admin.display(description="specification", ordering="board")
    def named(self, specification: Specification) -> str:
        return str(specification)

    @admin.display(description="topics", ordering="topic_total")
    def topics_counted(self, specification: Any) -> int:
        total: int = specification.topic_total
        return total


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""
