"""Documents and clipboards on their way into essays."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize
from django.views.decorators.http import require_POST

from accounts.rates import AN_HOUR, is_over
from accounts.requests import SignedInRequest, form_methods
from accounts.sign_in import sign_in_first
from blog.images.uploading import UploadRefused
from blog.numbers import number
from blog.writing.saving import writes_too_fast
from courses.models import Course

from . import actions
from .actions import Taken
from .forms import DocumentForm
from .notation import renumbered
from .pictures import Found
from .reading import MAX_BYTES, TOO_LARGE, Draft, read_clipboard, read_document
from .refusing import Refused

# Whoever writes pastes seldom more often; each costs some tenths of a second.
MAX_PASTES_PER_MINUTE = 20
MAX_IMPORTS_PER_HOUR = 30
A_MINUTE = 60
TOO_MANY_PASTES = "Very much was pasted within a minute; this came in as plain text."
TOO_MANY = "You have imported very many documents within an hour. Please try again later."


@form_methods
@sign_in_first()
def document_import(request: SignedInRequest) -> HttpResponse:
    """Choose a file and a course; it becomes a new draft."""
    if request.method != "POST":
        return _page(request, DocumentForm(writer=request.user))
    if _imports_too_fast(request) or writes_too_fast(request.user):
        form = DocumentForm(writer=request.user, data={}, files={})
        form.refuse(TOO_MANY)
        return _page(request, form, status=429)
    form = DocumentForm(request.POST, request.FILES, writer=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        course = form.cleaned_data["course"]
        post, taken = actions.import_document(draft=form.draft, course=course, by=request.user)
    except (ValidationError, UploadRefused) as error:
        form.refuse(_reason(error))
        return _page(request, form, status=422)
    messages.success(request, "Imported. Look it through: nobody else sees it yet.")
    for told in [*_about_sources(taken.lines), *_about_pictures(form.draft.pictures), *taken.told]:
        messages.warning(request, told)
    return redirect("blog:post_edit", pk=post.pk)


@require_POST
@login_required
def document_convert(request: SignedInRequest) -> JsonResponse:
    """A document for the essay that is open in the editor: what static/js/import.js puts into it."""
    if _imports_too_fast(request):
        return _refusal(TOO_MANY, status=429, wait=AN_HOUR)
    file = request.FILES.get("file")
    try:
        if file is None:
            raise Refused("Choose a file.")
        return _taken(request, read_document(_bytes(file), file.name or ""))
    except (Refused, ValidationError, UploadRefused) as error:
        return _refusal(_reason(error))


@require_POST
@login_required
def clipboard_convert(request: SignedInRequest) -> JsonResponse:
    """What was pasted, as static/js/paste.js puts it into the text."""
    if is_over("pastes", request.user.pk, limit=MAX_PASTES_PER_MINUTE, seconds=A_MINUTE):
        return _refusal(TOO_MANY_PASTES, status=429, wait=A_MINUTE)
    html, rtf = request.FILES.get("html"), request.FILES.get("rtf")
    try:
        markup = _bytes(html).decode(errors="replace") if html else ""
        files = [_bytes(file) for file in request.FILES.getlist("picture")]
        return _taken(request, read_clipboard(markup=markup, rtf=_bytes(rtf) if rtf else b"", files=files))
    except (Refused, ValidationError, UploadRefused) as error:
        return _refusal(_reason(error))


def _taken(request: SignedInRequest, draft: Draft) -> JsonResponse:
    """Stored, and told to the editor; its notes are numbered from where those of the essay end."""
    courses = Course.objects.joined_by(request.user)
    course = courses.filter(pk=number(request.POST.get("course", ""))).first()
    taken: Taken = actions.take(draft=draft, by=request.user, course=course)
    text = renumbered(taken.text, request.POST.get("body", ""))
    told = [*_about_pictures(draft.pictures), *taken.told]
    return JsonResponse({"text": text, "title": taken.title, "sources": taken.lines, "told": told})


def _about_sources(lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    found = (
        "1 source was found. It waits" if len(lines) == 1 else f"{len(lines)} sources were found. They wait"
    )
    return [f"{found} below the text, in “Sources used”: check what each says, italics stay behind."]


def _about_pictures(found: Sequence[Found]) -> list[str]:
    lacking = sum(1 for one in found if not one.alt)
    if not lacking:
        return []
    return [f"{lacking} picture{pluralize(lacking, ' needs,s need')} a description before publication."]


def _bytes(file: UploadedFile) -> bytes:
    if (file.size or 0) > MAX_BYTES:
        raise Refused(TOO_LARGE)
    return file.read()


def _imports_too_fast(request: SignedInRequest) -> bool:
    return is_over("imports", request.user.pk, limit=MAX_IMPORTS_PER_HOUR, seconds=AN_HOUR)


def _reason(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def _refusal(reason: str, *, status: int = 422, wait: int = 0) -> JsonResponse:
    response = JsonResponse({"told": [reason]}, status=status)
    if wait:
        response["Retry-After"] = str(wait)
    return response


def _page(request: SignedInRequest, form: DocumentForm, *, status: int = 200) -> HttpResponse:
    response = render(request, "transfer/document_import.html", {"form": form}, status=status)
    if status == 429:
        response["Retry-After"] = str(AN_HOUR)
    return response
