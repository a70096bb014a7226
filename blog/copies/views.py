"""The address that a form sends its text to while it is written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.addresses import address
from accounts.requests import SignedInRequest
from accounts.sign_in import sign_in_first
from courses.models import Course

from ..forms import PostForm
from ..models import WorkingCopy
from ..numbers import number
from ..writing.reaching import post_to_write
from . import keeping, merging
from .manuscript import Manuscript, of_essay

# Seconds to wait, where a window sends its text too often.
PAUSE = 5


@require_POST
def copy_save(request: HttpRequest) -> HttpResponse:
    """Keep a form as it is. 409: what it began from was changed elsewhere, so it is a copy of its own now.

    Answered in JSON, for static/js/autosave.js; 401, and no way to the sign-in page, where one is signed out.
    """
    if not request.user.is_authenticated:
        return refusal("You are signed out.", 401)
    writer, sent = request.user, keeping.Sent.of(request.POST, PostForm)
    pk = number(request.POST.get("post", ""))
    work = of_essay(writer, post_to_write(writer, pk) if pk else None)
    course = Course.objects.joined_by(writer).filter(pk=number(sent.fields.get("course", ""))).first()
    return kept_or_refused(work, sent, course=course)


def kept_or_refused(work: Manuscript, sent: keeping.Sent, **beside: Any) -> JsonResponse:
    """Keep it, as `keep` does; what the window's script is told of it."""
    try:
        kept = keeping.keep(work, sent, **beside)
    except ValidationError as error:
        return refusal(error.messages[0], 422)
    except keeping.TooSoon:
        return refusal("This was kept a moment ago.", 429, {"Retry-After": str(PAUSE)})
    if kept.copy is None:
        return JsonResponse({"copy": "", "version": ""})
    said = {"copy": kept.copy.pk, "version": kept.copy.version, "at": kept.copy.saved_at.isoformat()}
    return JsonResponse(said, status=200 if kept.is_own else 409)


@require_POST
@sign_in_first(lambda pk: address("blog:post_mine"))
def copy_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    copy = get_object_or_404(WorkingCopy.objects.visible_to(request.user), pk=pk)
    copy.delete()
    messages.success(request, "The text that was not saved is deleted.")
    if "edit" not in request.POST:
        return redirect("blog:post_mine")
    return redirect("blog:post_edit", copy.post_id) if copy.post_id else redirect("blog:post_create")


def conflicting(request: HttpRequest, onto: int, revisions: QuerySet[Any], **about: Any) -> HttpResponse:
    """Somebody saved another text since: both, and what they are together. Nothing is stored yet.

    `about` is the rest of what templates/blog/merge.html needs.
    """
    context = merging.shown(request.POST, onto, revisions) | about | {"has_file": bool(request.FILES)}
    return render(request, "blog/merge.html", context, status=409)


def refusal(words: str, status: int, headers: dict[str, str] | None = None) -> JsonResponse:
    """Why a text was not kept, for the script to say."""
    return JsonResponse({"error": words}, status=status, headers=headers)
