"""The pages that a study note is written on, and what their scripts ask."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.addresses import address
from accounts.requests import SignedInRequest, form_methods
from accounts.sign_in import sign_in_first
from blog.citing.typed import typed_text
from blog.copies.keeping import Sent
from blog.copies.views import kept_or_refused, refusal
from blog.models import MAX_BODY_LENGTH

from ..models import NoteCopy
from . import checking, citing
from .copies import of_note
from .desk import write
from .forms import NoteForm
from .reaching import note_to_write
from .saving import withdraw_note


def _back(specification: str, topic: str) -> str:
    return address("studynotes:note_edit", specification, topic)


@form_methods
@sign_in_first()
def note_edit(request: SignedInRequest, specification: str, topic: str) -> HttpResponse:
    return write(request, note_to_write(request.user, specification, topic))


@require_POST
@sign_in_first(_back)
def note_withdraw(request: SignedInRequest, specification: str, topic: str) -> HttpResponse:
    note = withdraw_note(note=note_to_write(request.user, specification, topic), by=request.user)
    messages.success(request, f"“{note.topic.title}” is withdrawn: only who writes it sees it.")
    return redirect(_back(specification, topic))


@require_POST
@login_required
def note_preview(request: SignedInRequest, specification: str, topic: str) -> HttpResponse:
    """The text as its readers will see it, as a part of the page."""
    note = note_to_write(request.user, specification, topic)
    body, lines = typed_text(request.POST)
    if len(body) > MAX_BODY_LENGTH:
        return HttpResponse("<p>The text is too long to be shown.</p>", status=422)
    return HttpResponse(citing.preview(note, body, lines, by=request.user))


@require_POST
@login_required
def note_check(request: SignedInRequest, specification: str, topic: str) -> HttpResponse:
    """What is wrong with a text that is being written, as a part of the page."""
    note = note_to_write(request.user, specification, topic)
    body, lines = typed_text(request.POST)
    if len(body) > MAX_BODY_LENGTH:
        return render(request, "studynotes/_note_check.html", status=422)
    checked = checking.check(note, body, lines, by=request.user)
    return render(request, "studynotes/_note_check.html", {"check": checked})


@require_POST
def note_copy_save(request: HttpRequest, specification: str, topic: str) -> HttpResponse:
    """Keep a form as it is: as blog/copies/views.py: `copy_save` does with essays."""
    if not request.user.is_authenticated:
        return refusal("You are signed out.", 401)
    note = note_to_write(request.user, specification, topic)
    return kept_or_refused(of_note(request.user, note), Sent.of(request.POST, NoteForm))


@require_POST
@sign_in_first(lambda pk: address("studynotes:subject_list"))
def note_copy_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    own = NoteCopy.objects.visible_to(request.user).select_related("topic__specification")
    copy = get_object_or_404(own, pk=pk)
    copy.delete()
    messages.success(request, "The text that was not saved is deleted.")
    return redirect(_back(copy.topic.specification.slug, copy.topic.slug))
