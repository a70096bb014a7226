"""What a unit asks its readers to use, set by the course's staff."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.requests import SignedInRequest, form_methods
from accounts.sign_in import sign_in_first
from accounts.texts import storable
from courses.models import Unit
from sources import unit_lists
from sources.models import Source, SourceQuerySet, UnitSource

from ..citing.styles import style_for
from .forms import AskedForm, AskForm
from .references import references
from .searching import found_in

MOST_OFFERED = 12


@form_methods
@sign_in_first()
def unit_sources(request: SignedInRequest, course: str, number: int) -> HttpResponse:
    """A form for what the unit asks for, and one, of `intent` "add", for a source more."""
    units = Unit.objects.select_related("course__citation_policy")
    unit = get_object_or_404(units, course__slug=course, number=number)
    if not unit.course.is_taught_by(request.user):
        raise PermissionDenied
    rows = unit.unit_sources.select_related("source").order_by("requirement", "source__title", "pk")
    offered = Source.objects.visible_to(request.user).filter(course=unit.course)
    offered = offered.exclude(pk__in=unit.unit_sources.values("source"))
    intent = request.POST.get("intent", "")
    asked = _asked_forms(request, list(rows), bound=intent == "save")
    adding = AskForm(request.POST if intent == "add" else None, offered=offered)
    if intent == "save" and _save(asked):
        messages.success(request, "Saved.")
        return redirect(request.get_full_path())
    if intent == "add" and _add(unit, adding):
        messages.success(request, f"The unit asks for “{adding.cleaned_data['source']}” now.")
        return redirect(request.get_full_path())
    context = {"unit": unit, "asked": asked, "adding": adding, "refused": bool(intent)}
    context |= _references(request, unit, asked, offered)
    return render(request, "blog/unit_sources.html", context, status=422 if request.method == "POST" else 200)


def _asked_forms(request: HttpRequest, rows: list[UnitSource], *, bound: bool) -> list[AskedForm]:
    """A form for each row; what somebody else added meanwhile is not in `request`, and stays as it is."""
    forms = []
    for row in rows:
        prefix = f"s{row.pk}"
        sent = bound and f"{prefix}-requirement" in request.POST
        forms.append(AskedForm(request.POST if sent else None, instance=row, prefix=prefix))
    return forms


def _save(forms: list[AskedForm]) -> bool:
    sent = [form for form in forms if form.is_bound]
    if sum(form.is_valid() for form in sent) < len(sent):  # every one of them is to say what is wrong
        return False
    dropped = [form.instance for form in sent if form.cleaned_data["drop"]]
    unit_lists.change(asked=[form.instance for form in sent if form.instance not in dropped], dropped=dropped)
    return True


def _add(unit: Unit, form: AskForm) -> bool:
    if not form.is_valid():
        return False
    try:
        unit_lists.ask_for(unit=unit, **form.cleaned_data)
    except ValidationError as error:
        form.add_error("source", error.messages)
        return False
    return True


def _references(
    request: HttpRequest, unit: Unit, asked: list[AskedForm], offered: SourceQuerySet
) -> dict[str, Any]:
    """The sources of both forms in the reader's style; offered are those that `?q=` finds."""
    words = storable(request.GET.get("q", "")).strip()
    if words:
        offered = offered.filter(pk__in=found_in(offered, words, course=unit.course, user=request.user))
    found = list(offered.order_by("first_author", "title", "pk")[: MOST_OFFERED + 1])
    sources = [form.instance.source for form in asked] + found[:MOST_OFFERED]
    drawn = references(sources, style_for(request, unit.course))
    return {
        "q": words,
        "rows": list(zip(asked, drawn, strict=False)),
        "offered": drawn[len(asked) :],
        "has_more": len(found) > MOST_OFFERED,
    }
