"""What changed in a study note, and when: pages for readers, and a button for who may put a text back."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.addresses import address
from accounts.models import User, Viewer
from accounts.requests import SignedInRequest
from accounts.sign_in import sign_in_first
from blog.paging import page_of
from blog.revising import reading
from blog.revising.forms import RestoreForm
from blog.revising.views import put_back

from ..models import NoteRevision, NoteRevisionQuerySet, StudyNote
from .saving import save_note


@require_safe
def note_revisions(request: HttpRequest, specification: str, topic: str) -> HttpResponse:
    note = _note(request.user, specification, topic)
    page = page_of(reading.light(_rows(note, request.user)), request)
    context = {"note": note, "topic": note.topic, "page": page}
    return render(request, "studynotes/note_revisions.html", context)


@require_safe
def note_revision_detail(request: HttpRequest, specification: str, topic: str, number: int) -> HttpResponse:
    note = _note(request.user, specification, topic)
    return _page(request, note, number, RestoreForm())


@require_POST
@sign_in_first(
    lambda specification, topic, number: address(
        "studynotes:note_revision_detail", specification, topic, number
    )
)
def note_revision_restore(
    request: SignedInRequest, specification: str, topic: str, number: int
) -> HttpResponse:
    note = _note(request.user, specification, topic)
    revision = get_object_or_404(_rows(note, request.user), number=number)
    if not StudyNote.objects.editable_by(request.user).filter(pk=note.pk).exists():
        raise PermissionDenied
    form = RestoreForm(request.POST)
    if put_back(request, form, partial(_restore, revision, note, by=request.user), thing="note"):
        return redirect("studynotes:note_revisions", specification, topic)
    return _page(request, note, number, form, status=422)


def _restore(revision: NoteRevision, note: StudyNote, *, by: User, reason: str) -> bool:
    """Make the text and list of `revision` the note's again, as a new one. Whether that changed anything."""
    saved = save_note(
        note=note,
        body=revision.body,
        source_lines=revision.source_lines,
        by=by,
        reason=reason,
        restores=revision,
    )
    return saved.revision_number != note.revision_number


def _page(
    request: HttpRequest, note: StudyNote, number: int, form: RestoreForm, *, status: int = 200
) -> HttpResponse:
    rows, topic = _rows(note, request.user), note.topic
    at = partial(address, "studynotes:note_revision_detail", topic.specification.slug, topic.slug)
    context = reading.shown(number, rows, rows, request.GET.get("against", ""), at) | {
        "note": note,
        "topic": topic,
        "form": form,
        "may_restore": StudyNote.objects.editable_by(request.user).filter(pk=note.pk).exists(),
    }
    return render(request, "studynotes/note_revision_detail.html", context, status=status)


def _note(viewer: Viewer, specification: str, topic: str) -> StudyNote:
    """The note without its text, which its revisions have. Raises Http404."""
    notes = StudyNote.objects.visible_to(viewer).select_related("topic__specification__subject")
    place = {"topic__specification__slug": specification, "topic__slug": topic}
    return get_object_or_404(notes.defer("body", "body_html", "sources_html"), **place)


def _rows(note: StudyNote, viewer: Viewer) -> NoteRevisionQuerySet:
    """Those of the note that `viewer` may see, the newest first."""
    among = NoteRevision.objects.filter(note=note.pk)
    return reading.in_order(among.visible_to(viewer), among)
