"""The page on which a question is answered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.addresses import address
from accounts.models import User
from accounts.sign_in import address_of, typed_in
from blog.copies.fields import window_of
from blog.copies.opening import tell_window
from blog.numbers import count, number

from ..models import Answer, Question
from . import actions, before
from .fields import AnswerForm
from .reading import WITH_MARKERS


def show(request: HttpRequest, question: Question, form: AnswerForm | None = None) -> HttpResponse:
    """The page, with `form` where it was sent and not taken."""
    own = _own(request.user, question) if isinstance(request.user, User) else []
    context: dict[str, Any] = {
        "question": question,
        "topic": question.note.topic,
        "scheme": question.schemes.first(),
        "form": form or AnswerForm(initial=_initial(request, question, own)),
        "attempts": [answer for answer in own if answer.handed_in_at],
        "open": next((answer for answer in own if not answer.handed_in_at), None),
        "kept": before.remembered(request, question),
    }
    return render(request, "studynotes/question_detail.html", context, status=422 if form else 200)


def take(request: HttpRequest, question: Question, student: User) -> HttpResponse:
    """Keep what was sent, or hand it in."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return show(request, question, form)
    sent = {"question": question, "student": student, "body": form.cleaned_data["body"]}
    sent |= {"version": count(form.cleaned_data["copy_version"]), "window": window_of(request.POST)}
    answer: Answer | None
    try:
        if request.POST.get("intent") == "hand-in":
            answer = actions.hand_in(**sent, is_shared=form.cleaned_data["is_shared"])
        else:
            answer = actions.keep_answer(**sent)
        if answer is None:
            raise ValidationError("There is nothing to keep yet.")
    except actions.Overtaken as found:
        return _both(request, question, found.answer, form)
    except ValidationError as error:
        form.add_error("body", error)
        return show(request, question, form)
    before.forget(request, question)
    response = _onward(request, question, answer)
    tell_window(response, request)
    return response


def wait_for_sign_in(request: HttpRequest, question: Question) -> HttpResponse:
    """Somebody sent an answer signed out: it waits in their session until they are signed in."""
    back = question.get_absolute_url()
    form = AnswerForm(request.POST)
    if not form.is_valid() and "body" in request.POST:
        return show(request, question, form)
    if before.remember(request, question, form.cleaned_data.get("body", "")):
        return redirect(address_of(address("account_login"), back))
    context = {"typed": typed_in(request), "back_to": back}
    return render(request, "errors/403_signed_out.html", context, status=403)


def _own(student: User, question: Question) -> list[Answer]:
    own = Answer.objects.visible_to(student).filter(student=student, question=question)
    return list(own.select_related("scheme").prefetch_related(WITH_MARKERS))


def _initial(request: HttpRequest, question: Question, own: list[Answer]) -> dict[str, Any]:
    """The open answer; else what was written before signing in; else the attempt that `?from=` names."""
    for answer in own:
        if not answer.handed_in_at:
            return {"body": answer.body, "copy": answer.pk, "copy_version": answer.version}
    begun = number(request.GET.get("from", ""))
    earlier = next((answer.body for answer in own if answer.pk == begun), "")
    return {"body": before.remembered(request, question) or earlier}


def _onward(request: HttpRequest, question: Question, answer: Answer) -> HttpResponse:
    if answer.handed_in_at:
        messages.success(request, "Your answer is handed in. The mark scheme is open beside it.")
        return redirect(answer)
    messages.success(request, "Your answer is kept. Nobody else reads it until you hand it in.")
    return redirect(question)


def _both(request: HttpRequest, question: Question, stored: Answer, form: AnswerForm) -> HttpResponse:
    """Another window saved other words: both texts, and a form that goes on from what is stored."""
    data = {**request.POST.dict(), "copy": stored.pk, "copy_version": stored.version}
    context = {"question": question, "topic": question.note.topic, "stored": stored, "form": AnswerForm(data)}
    return render(request, "studynotes/question_detail.html", context, status=409)
