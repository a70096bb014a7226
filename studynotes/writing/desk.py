"""The form of a study note, what stands beside it, and what its buttons do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.addresses import address
from accounts.requests import SignedInRequest
from blog.citing.typed import typed_body, typed_lines, typed_text
from blog.copies import merging, opening
from blog.copies.conflicts import Conflict
from blog.copies.views import conflicting
from blog.images.describing import describe, hold_essays
from blog.models import MAX_BODY_LENGTH

from ..models import StudyNote, Topic
from . import citing
from .checking import check
from .copies import of_note, words_of
from .forms import NoteForm
from .saving import hold, save_note


def write(request: SignedInRequest, note: StudyNote) -> HttpResponse:
    """Show the form of a topic's note, or do what one of its buttons asks."""
    work = of_note(request.user, note)
    # What comes from the page of a merge is from here on a form like any other.
    request.POST = merging.resolved(request.POST, work.revisions)  # type: ignore[assignment]
    intent = request.POST.get("intent", "save")
    form = form_of(request, note, intent)
    if request.method != "POST" or intent == "edit":
        return _page(request, form)
    if intent == "preview":
        status = 200 if form.is_valid() else 422
        body, lines = typed_text(request.POST)
        shown = citing.preview(note, body[:MAX_BODY_LENGTH], lines, by=request.user)
        return _page(request, form, status, preview=shown)
    try:
        saved = _saved(form, publish=intent == "publish") if form.is_valid() else None
    except Conflict as conflict:
        return _conflicting(request, note.topic, conflict.onto)
    if saved is None:
        return _page(request, form, 422)
    response = _done(request, saved, is_new=work.newest is None or saved.status != note.status)
    opening.saved(response, request, work.copies, words_of(saved))
    return response


def form_of(request: SignedInRequest, note: StudyNote, intent: str) -> NoteForm:
    if request.method != "POST":
        return NoteForm(note=note, by=request.user)
    complete = intent == "publish" or note.status == StudyNote.Status.PUBLISHED
    return NoteForm(request.POST, note=note, by=request.user, complete=complete)


def _saved(form: NoteForm, *, publish: bool) -> StudyNote | None:
    """What a valid form says is stored; None where it cannot be, and then the form says why."""
    cleaned = form.cleaned_data
    try:
        with transaction.atomic():
            if form.asked:
                # These are in essays and other notes too, and those are drawn anew: all are held first.
                hold_essays(form.asked)
                here = Q(pk=form.note.topic.pk) | Q(note__images__in=form.asked)
                hold(Topic.objects.filter(here).order_by().values("pk"))
                describe(images=form.described(), by=form.by)
            return save_note(
                note=form.note,
                body=cleaned["body"],
                source_lines=cleaned["sources"],
                by=form.by,
                reason=cleaned.get("reason", ""),
                base=cleaned["base"] if "base" in form.data else None,
                publish=publish,
            )
    except ValidationError as error:
        form.tell(error)
        return None


def _done(request: SignedInRequest, note: StudyNote, *, is_new: bool) -> HttpResponse:
    if note.status == StudyNote.Status.PUBLISHED:
        messages.success(request, "Published." if is_new else "The changes are published.")
        return redirect(note)
    messages.success(request, "Saved.")
    return redirect(_here(note))


def _conflicting(request: SignedInRequest, topic: Topic, onto: int) -> HttpResponse:
    # Two may begin one topic's note: it is stored by now, whoever began it.
    stored = StudyNote.objects.get(topic=topic)
    stored.topic = topic
    here, is_public = _here(stored), stored.status == StudyNote.Status.PUBLISHED
    about = {"thing": "note", "what": topic, "here": here, "is_public": is_public}
    return conflicting(request, onto, stored.revisions.all(), **about)


def _page(request: SignedInRequest, form: NoteForm, status: int = 200, **more: Any) -> HttpResponse:
    note, by, opened = form.note, request.user, opening.Opened()
    if not form.is_bound:
        opened = opening.opened(form, of_note(by, note), request.GET)
    context = more | {
        "form": form,
        "note": note,
        "topic": note.topic,
        "here": _here(note),
        "opened": opened,
        "longest": MAX_BODY_LENGTH,
    }
    body = typed_body(form["body"].value() or "")
    if len(body) <= MAX_BODY_LENGTH:
        context["check"] = check(note, body, typed_lines(form["sources"].value() or ""), by=by)
    return render(request, "studynotes/note_edit.html", context, status=status)


def _here(note: StudyNote) -> str:
    return address("studynotes:note_edit", note.topic.specification.slug, note.topic.slug)
