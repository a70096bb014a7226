"""What changed in a study note, and when: pages for readers, and a button for who may put a text back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.addresses import address
from accounts.models import User, Viewer
from accounts.requests import SignedInRequest
from accounts.sign_in import sign_in_first
from blog.numbers import number as numbered
from blog.paging import page_of
from blog.revising import comparing
from blog.revising.forms import RestoreForm

from ..models import NoteRevision, NoteRevisionQuerySet, StudyNote
from . import recording
from .saving import save_note

# What a page offers to compare with.
MOST_CHOICES = 100


@require_safe
def note_revisions(request: HttpRequest, specification: str, topic: str) -> HttpResponse:
    note = _note(request.user, specification, topic)
    public = NoteRevision.objects.filter(note=note.pk, is_public=True)
    earlier = public.filter(number__lt=OuterRef("number"))
    rows = _listed(_rows(note, request.user)).annotate(was_public=Exists(earlier))
    page = page_of(rows, request)
    return render(
        request, "studynotes/note_revisions.html", {"note": note, "topic": note.topic, "page": page}
    )


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
    if not form.is_valid():
        return _page(request, note, number, form, status=422)
    try:
        is_new = _restore(revision, note, request.user, form.cleaned_data["reason"])
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _page(request, note, number, form, status=422)
    if is_new:
        messages.success(request, "That text is the note’s again. The one before it is kept in this list.")
    else:
        messages.info(request, "The note says just that already.")
    return redirect("studynotes:note_revisions", specification, topic)


def _restore(revision: NoteRevision, note: StudyNote, by: User, reason: str) -> bool:
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
    rows = _rows(note, request.user)
    revision = get_object_or_404(rows, number=number)
    other = _compared_with(revision, rows, request.GET.get("against", ""))
    context = comparing.shown(revision, other) | {
        "note": note,
        "topic": note.topic,
        "revision": revision,
        "choices": _listed(rows)[:MOST_CHOICES],
        "earlier": rows.filter(number__lt=number).values_list("number", flat=True).first(),
        "later": rows.filter(number__gt=number).values_list("number", flat=True).last(),
        "form": form,
        "may_restore": StudyNote.objects.editable_by(request.user).filter(pk=note.pk).exists(),
    }
    return render(request, "studynotes/note_revision_detail.html", context, status=status)


def _compared_with(revision: NoteRevision, rows: NoteRevisionQuerySet, asked: str) -> NoteRevision | None:
    """The one that `?against=` asks for, else the one before. Raises Http404 where the viewer sees none."""
    if not asked:
        return recording.before(revision, rows)
    found = rows.filter(number=numbered(asked)).first()
    if found is None:
        raise Http404("There is no such revision.")
    return found


def _note(viewer: Viewer, specification: str, topic: str) -> StudyNote:
    """The note without its text, which its revisions have. Raises Http404."""
    notes = StudyNote.objects.visible_to(viewer).select_related("topic__specification__subject")
    place = {"topic__specification__slug": specification, "topic__slug": topic}
    return get_object_or_404(notes.defer("body", "body_html", "sources_html"), **place)


def _rows(note: StudyNote, viewer: Viewer) -> NoteRevisionQuerySet:
    """Those of the note that `viewer` may see, the newest first."""
    rows = NoteRevision.objects.visible_to(viewer).filter(note=note.pk)
    return rows.select_related("author", "restores").order_by("-number")


def _listed(rows: NoteRevisionQuerySet) -> NoteRevisionQuerySet:
    """With what a list shows of them."""
    return rows.defer("body", "body_html", "source_lines", "restores__body", "restores__body_html")
