"""A question, answered: the page to write on, and the address that keeps what is typed."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts.models import User, Viewer
from accounts.requests import form_methods
from accounts.texts import storable
from blog.copies.fields import window_of
from blog.copies.views import refusal
from blog.numbers import count

from ..models import MAX_ANSWER_LENGTH, Question
from . import actions, desk


@form_methods
def question_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is signed out may write too, and is asked to sign in when they hand it in."""
    question = _question(request.user, pk)
    if request.method != "POST":
        return desk.show(request, question)
    if not isinstance(request.user, User):
        return desk.wait_for_sign_in(request, question)
    return desk.take(request, question, request.user)


@require_POST
def answer_keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep an answer as it is typed. Answered in JSON, for static/js/autosave.js."""
    if not request.user.is_authenticated:
        return refusal("You are signed out.", 401)
    body = storable(request.POST.get("body", ""))
    if len(body) > MAX_ANSWER_LENGTH:
        return refusal(f"An answer may have {MAX_ANSWER_LENGTH} characters; this has {len(body)}.", 422)
    version, window = count(request.POST.get("copy_version", "")), window_of(request.POST)
    try:
        question = _question(request.user, pk)
        answer = actions.keep_answer(
            question=question, student=request.user, body=body, version=version, window=window
        )
    except actions.Overtaken:
        return refusal("another window has changed this answer. Keep it by the button to see both.", 422)
    except ValidationError as error:
        return refusal(error.messages[0], 422)
    if answer is None:
        return JsonResponse({"copy": "", "version": ""})
    return JsonResponse({"copy": answer.pk, "version": answer.version, "at": answer.saved_at.isoformat()})


def _question(user: Viewer, pk: int) -> Question:
    related = "note__topic__specification__subject"
    return get_object_or_404(Question.objects.visible_to(user).select_related(related), pk=pk)
