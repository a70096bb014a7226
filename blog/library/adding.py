"""How a work comes into a course's library: by a pasted line, by hand, or by an essay's address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.rates import AN_HOUR
from accounts.requests import SignedInRequest, form_methods
from accounts.sign_in import sign_in_first
from accounts.texts import LineField, storable
from courses.models import Course
from sources import actions, csl, typed
from sources.formats import line as lines
from sources.formats import upload
from sources.formats.fingerprints import fingerprint
from sources.kinds import BY_NAME, FIRST_KINDS, kind_of
from sources.likeness import alike
from sources.models import Source

from ..citing.actions import sources_changed
from ..citing.styles import style_for
from .essay_sources import EssayForm, add_essay
from .limits import TOO_MANY, adds_too_fast
from .record_form import RecordForm, as_typed, kind_chosen
from .references import Reference, references
from .rights import belongs_to

MAX_ALIKE = 5
IS_FILE = "This is a bibliography file; read it in on the page for imports."


class LineForm(forms.Form):
    """A reference as it is pasted, in one line or broken into several."""

    line = LineField(
        label="Reference",
        max_length=lines.MAX_LENGTH,
        help_text="You see what we read in it before anything is saved.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_line(self) -> str:
        if upload.detect(storable(self.data.get("line", ""))):
            raise ValidationError(IS_FILE)
        return str(self.cleaned_data["line"])


@form_methods
@sign_in_first()
def source_add(request: SignedInRequest, course: str) -> HttpResponse:
    found = course_of_member(request, course)
    if request.method != "POST":
        kind = BY_NAME.get(request.GET.get("kind", ""))
        return _record(request, found, RecordForm(kind=kind)) if kind else _ways(request, found)
    intent = request.POST.get("intent", "save")
    if intent == "line":
        return _read_line(request, found)
    if intent == "fields":
        kind = kind_chosen(request.POST, BY_NAME["book"])
        return _record(request, found, RecordForm(kind=kind, initial=as_typed(request.POST, kind)))
    if adds_too_fast(request.user):
        return _too_fast(request, found, intent)
    return _add_essay(request, found) if intent == "essay" else _add(request, found, intent)


def course_of_member(request: SignedInRequest, slug: str) -> Course:
    """The course at an address, for whoever may add to its library; 404 and 403 for others."""
    course = get_object_or_404(Course.objects.select_related("citation_policy"), slug=slug)
    if not belongs_to(request.user, course):
        raise PermissionDenied
    return course


def _read_line(request: SignedInRequest, course: Course) -> HttpResponse:
    form = LineForm(request.POST)
    if not form.is_valid():
        return _ways(request, course, line=form, status=422)
    parsed = lines.parse(form.cleaned_data["line"])
    kind = kind_of(parsed.item)
    record = RecordForm(kind=kind, initial=typed.shown(parsed.item))
    context = {"line": form.cleaned_data["line"], "left": parsed.left, "is_parsed": parsed.is_parsed}
    return _record(request, course, record, **context)


def _add_essay(request: SignedInRequest, course: Course) -> HttpResponse:
    form = EssayForm(request.POST, course=course, user=request.user, host=request.get_host())
    if not form.is_valid() or form.post is None:
        return _ways(request, course, essay=form, status=422)
    source = add_essay(post=form.post, course=course, by=request.user, absolute=request.build_absolute_uri)
    messages.success(request, f"“{source}” is in the library of {course}.")
    return redirect(source)


def _add(request: SignedInRequest, course: Course, intent: str) -> HttpResponse:
    form = RecordForm(request.POST, kind=kind_chosen(request.POST, BY_NAME["book"]))
    if not form.is_valid():
        return _record(request, course, form, status=422)
    near = [] if intent == "anyway" else _alike(request, course, form.record.item)
    if near:
        return _record(request, course, form, alike=near)
    try:
        with transaction.atomic():
            source = actions.add(course=course, item=form.record.item, by=request.user)
            sources_changed([source])
    except ValidationError as error:
        if error.code == "there":
            there = references([(error.params or {})["source"]], style_for(request, course))
            return _record(request, course, form, there=there, status=422)
        form.tell(error)
        return _record(request, course, form, status=422)
    messages.success(request, f"“{source}” is in the library of {course} now.")
    for remark in form.remarks():
        messages.info(request, remark)
    return redirect(source)


def _alike(request: SignedInRequest, course: Course, item: csl.Item) -> list[Reference]:
    """The works of the course that may be the one that was described; not the very same, which is refused."""
    own = fingerprint(item)
    rows = Source.objects.visible_to(request.user).filter(course=course).select_related("course")
    by_key = {source.key: source for source in rows}
    if any(source.fingerprint == own for source in by_key.values()):
        return []
    found = alike({**item, "id": ""}, (source.item() for source in by_key.values()), MAX_ALIKE)
    return references([by_key[key] for key, _ in found], style_for(request, course))


def _too_fast(request: SignedInRequest, course: Course, intent: str) -> HttpResponse:
    """The form comes back with what was typed."""
    if intent == "essay":
        form = EssayForm(request.POST, course=course, user=request.user, host=request.get_host())
        form.add_error(None, TOO_MANY)
        response = _ways(request, course, essay=form, status=429)
    else:
        record = RecordForm(request.POST, kind=kind_chosen(request.POST, BY_NAME["book"]))
        record.add_error(None, TOO_MANY)
        response = _record(request, course, record, status=429)
    response["Retry-After"] = str(AN_HOUR)
    return response


def _ways(
    request: SignedInRequest,
    course: Course,
    *,
    line: LineForm | None = None,
    essay: EssayForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The ways in which a source is added, to choose from."""
    context = {
        "course": course,
        "kinds": FIRST_KINDS,
        "line_form": line or LineForm(),
        "essay_form": essay or EssayForm(course=course, user=request.user, host=request.get_host()),
        "wrong": line or essay,
    }
    return render(request, "blog/source_add.html", context, status=status)


def _record(
    request: SignedInRequest, course: Course, form: RecordForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The record's form; `line` is what it was read from, `left` what was not understood of that."""
    context = {"course": course, "form": form} | more
    if request.method == "POST":
        context.setdefault("line", storable(request.POST.get("line", ""))[: lines.MAX_LENGTH])
        context.setdefault("left", storable(request.POST.get("left", ""))[: lines.MAX_LENGTH])
    return render(request, "blog/source_add.html", context, status=status)
