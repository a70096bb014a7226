"""Bibliographies read in: a preview first, and nothing in the library before somebody chose."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize
from django.urls import reverse

from accounts.rates import AN_HOUR
from accounts.requests import SignedInRequest, form_methods
from accounts.sign_in import sign_in_first
from courses.models import Course
from sources import actions
from sources.models import ImportDraft

from ..numbers import number
from .adding import course_of_member
from .limits import TOO_MANY, TOO_MANY_FILES, adds_too_fast, count_reading, reads_too_fast
from .preview import ALIKE, NEW, PAGE_SIZE, THERE, TWICE, Preview, Row
from .reading import UploadForm, keep
from .styling import library_changed

GONE = "This preview is no longer kept. Please read the file in again."
NOTHING_CHOSEN = "Nothing was chosen."
NAMES = {NEW: "New", ALIKE: "Perhaps there", THERE: "In the library", TWICE: "Twice in the file"}


@form_methods
@sign_in_first()
def source_import(request: SignedInRequest, course: str) -> HttpResponse:
    """A form; with `?draft=`, what was read of a file; a POST reads one in, or takes what was chosen."""
    found = course_of_member(request, course)
    asked = request.POST.get("draft") or request.GET.get("draft")
    if not asked:
        return _read(request, found) if request.method == "POST" else _form(request, found, UploadForm())
    drafts = ImportDraft.objects.visible_to(request.user).filter(course=found)
    draft = drafts.select_related("course").filter(pk=number(asked)).first()
    if draft is None:
        messages.error(request, GONE)
        return redirect("blog:source_import", course)
    if request.method != "POST":
        return _preview(request, draft)
    if request.POST.get("intent") == "drop":
        draft.delete()
        messages.success(request, "The preview is discarded. Nothing more of it goes into the library.")
        return redirect("blog:source_import", course)
    return _take(request, draft)


def _read(request: SignedInRequest, course: Course) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if reads_too_fast(request.user):
        form.refuse(TOO_MANY_FILES)
        return _form(request, course, form, status=429)
    count_reading(request.user)
    if not form.is_valid():
        return _form(request, course, form, status=422)
    draft = keep(form=form, course=course, by=request.user)
    return redirect(address_of(draft))


def _take(request: SignedInRequest, draft: ImportDraft) -> HttpResponse:
    """Put the chosen entries into the library, all or none."""
    preview = Preview(draft, request.user)
    if adds_too_fast(request.user):
        return _preview(request, draft, wrong=TOO_MANY, status=429)
    rows = _chosen(request, preview)
    if not rows:
        return _preview(request, draft, wrong=NOTHING_CHOSEN, status=422)
    imported = actions.import_items(course=draft.course, items=[row.item for row in rows], by=request.user)
    library_changed(draft.course)
    added, there = len(imported.added), len(imported.there) + preview.there_before
    told = f"Imported {added} source{pluralize(added)}."
    if there:
        told = f"Imported {added}; {there} {pluralize(there, 'was,were')} already there."
    messages.success(request, told)
    return redirect(address_of(draft))


def _chosen(request: SignedInRequest, preview: Preview) -> list[Row]:
    if request.POST.get("intent") == "all":
        return preview.of_status(NEW)
    ticked = {number(text) for text in request.POST.getlist("take")}
    return [row for row in preview.rows if row.number in ticked and row.may_be_taken]


def address_of(draft: ImportDraft) -> str:
    return f"{reverse('blog:source_import', args=[draft.course.slug])}?draft={draft.pk}"


def _form(request: SignedInRequest, course: Course, form: UploadForm, *, status: int = 200) -> HttpResponse:
    context = {"course": course, "form": form, "problems": form.problems()}
    response = render(request, "blog/source_import.html", context, status=status)
    if status == 429:
        response["Retry-After"] = str(AN_HOUR)
    return response


def _preview(
    request: SignedInRequest, draft: ImportDraft, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    preview = Preview(draft, request.user)
    show = request.GET.get("show", "")
    if show not in ("", *NAMES):
        raise Http404("There is no such part of the preview.")
    page = Paginator(preview.of_status(show), PAGE_SIZE).get_page(request.GET.get("page"))
    counts = preview.counts
    context: dict[str, Any] = {
        "course": draft.course,
        "draft": draft,
        "page": page,
        "rows": _ticked(request, preview.told(list(page.object_list))),
        "counts": [(name, label, counts[name]) for name, label in NAMES.items() if counts[name]],
        "total": len(preview.rows),
        "new": counts[NEW],
        "may_be_taken": counts[NEW] + counts[ALIKE],
        "problems": preview.other_problems(),
        "show": show,
        "ticks": request.GET.get("tick") != "none",
        "wrong": wrong,
    }
    return render(request, "blog/source_import.html", context, status=status)


def _ticked(request: SignedInRequest, rows: list[Row]) -> list[Row]:
    """The new ones are chosen beforehand; after a refusal, those that were."""
    chosen = {number(text) for text in request.POST.getlist("take")}
    beforehand = request.GET.get("tick") != "none" and request.method != "POST"
    for row in rows:
        row.is_ticked = row.number in chosen or (beforehand and row.status == NEW)
    return rows
