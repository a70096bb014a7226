"""A work's record, put right by whoever added it or teaches the course."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.requests import SignedInRequest, form_methods
from accounts.sign_in import sign_in_first
from accounts.texts import LineField
from sources import actions, typed
from sources.formats import line as lines
from sources.kinds import kind_of
from sources.models import Source
from sources.models.source import valid_key

from ..citing.actions import sources_changed
from .browsing import source_here
from .record_form import RecordForm, as_typed, kind_chosen
from .uses import essays_listing


class EditForm(RecordForm):
    """With the key, which essays may cite the source by."""

    key = LineField(
        label="Citation key",
        max_length=Source._meta.get_field("key").max_length,
        validators=[valid_key],
        help_text="For citing in Pandoc’s notation, and part of the address of this page. It stays once an "
        "essay uses the source.",
    )

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        super().__init__(*args, before=source.csl, **kwargs)

    def more_fields(self) -> list[forms.BoundField]:
        return [self["key"], *super().more_fields()]


@form_methods
@sign_in_first()
def source_edit(request: SignedInRequest, course: str, key: str) -> HttpResponse:
    source = source_here(request.user, course, key)
    if not Source.objects.editable_by(request.user).filter(pk=source.pk).exists():
        raise PermissionDenied
    if request.method != "POST":
        return _first(request, source)
    kind = kind_chosen(request.POST, kind_of(source.csl))
    if request.POST.get("intent") == "fields":
        return _show(
            request, source, EditForm(source=source, kind=kind, initial=as_typed(request.POST, kind))
        )
    form = EditForm(request.POST, source=source, kind=kind)
    if not form.is_valid():
        return _show(request, source, form, status=422)
    return _change(request, source, form)


def _first(request: SignedInRequest, source: Source) -> HttpResponse:
    """The record as it is; of a line that nobody has taken apart, what we read in it, to be confirmed."""
    if not lines.is_bare(source.csl):
        initial = typed.shown(source.csl) | {"key": source.key}
        return _show(request, source, EditForm(source=source, kind=kind_of(source.csl), initial=initial))
    parsed = lines.parse(source.title)
    custom = {name: typed.shown(source.csl)[name] for name in ("aliases", "material")}
    initial = typed.shown(parsed.item) | custom | {"key": source.key}
    form = EditForm(source=source, kind=kind_of(parsed.item), initial=initial)
    context: dict[str, Any] = {"line": source.title, "left": parsed.left, "is_parsed": parsed.is_parsed}
    return _show(request, source, form, **context)


def _change(request: SignedInRequest, source: Source, form: EditForm) -> HttpResponse:
    try:
        _store(request, source, form)
    except ValidationError as error:
        form.tell(error)
        source.refresh_from_db(fields=["key", "csl", "title"])
        return _show(request, source, form, status=422)
    essays = essays_listing(source, request.user).count()
    told = (
        " The essay that lists it follows." if essays == 1 else f" The {essays} essays that list it follow."
    )
    messages.success(request, "Saved." + (told if essays else ""))
    for remark in form.remarks():
        messages.info(request, remark)
    return redirect(source)


@transaction.atomic
def _store(request: SignedInRequest, source: Source, form: EditForm) -> None:
    """The record and what the essays make of it, both or neither."""
    actions.change(source=source, item=form.record.item, by=request.user, key=form.cleaned_data["key"])
    sources_changed([source])


def _show(
    request: SignedInRequest, source: Source, form: EditForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    uses = essays_listing(source, request.user).count()
    context = {"course": source.course, "source": source, "form": form, "uses": uses} | more
    return render(request, "blog/source_edit.html", context, status=status)
