"""An answer that was handed in, and how it is marked."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.addresses import address
from accounts.requests import SignedInRequest, form_methods
from accounts.sign_in import sign_in_first
from blog.numbers import number

from ..marking.scheme import Scheme
from ..models import Answer
from . import actions, reading
from .form import MarkingForm
from .lists import next_to_mark


@form_methods
@sign_in_first()
def answer_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The answer, the scheme beside it with the reader's ticks, and all markings. A POST stores the ticks."""
    answer = _answer(request, pk)
    if answer.scheme is None:
        return _not_handed_in(request, answer)
    scheme = Scheme.from_data(answer.scheme.data)
    markings = reading.markings_of(answer, scheme, request.user, number(request.GET.get("show", "")))
    form = _form(request, answer, scheme, markings.mine)
    if form.is_bound and form.is_valid():
        try:
            marking = actions.mark_answer(
                answer=answer, by=request.user, ticks=form.given, version=form.version
            )
        except actions.MarkedMeanwhile:
            return _marked_meanwhile(request, answer, form)
        messages.success(request, f"Your marking is stored: {marking.mark} of {scheme.marks}.")
        return redirect(answer)
    context = reading.context_of(answer, request.user, form, markings)
    if markings.mine and not context["is_own"]:
        context["following"] = next_to_mark(answer, request.user)
    status = 422 if form.is_bound else 200
    return render(request, "studynotes/answer_detail.html", context, status=status)


@require_POST
@sign_in_first(lambda pk: address("studynotes:answer_detail", pk))
def answer_mark(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the ticks of the form come to, and the answer with their words: for static/js/answer-marking.js.

    Nothing is stored.
    """
    answer = _answer(request, pk)
    if answer.scheme is None:
        raise Http404
    form = _form(request, answer, Scheme.from_data(answer.scheme.data))
    form.is_valid()
    return render(request, "studynotes/_answer_marked.html", {"form": form, "text": form.drawn()})


@require_POST
@sign_in_first(lambda pk: address("studynotes:answer_detail", pk))
def answer_share(request: SignedInRequest, pk: int) -> HttpResponse:
    answer = _answer(request, pk)
    actions.share(answer=answer, by=request.user, is_shared="share" in request.POST)
    said = "may read and mark it now" if answer.is_shared else "no longer see it"
    messages.success(request, f"Classmates {said}.")
    return redirect(answer)


def _marked_meanwhile(request: SignedInRequest, answer: Answer, form: MarkingForm) -> HttpResponse:
    """Another window stored other ticks: both, and the form as it was sent."""
    markings = reading.markings_of(answer, form.scheme, request.user)
    context = reading.context_of(answer, request.user, form, markings)
    context |= reading.clash_of(form, markings)
    return render(request, "studynotes/answer_detail.html", context, status=409)


def _not_handed_in(request: SignedInRequest, answer: Answer) -> HttpResponse:
    if request.method == "POST":
        raise Http404
    is_own = answer.student_id == request.user.pk
    context = {"answer": answer, "question": answer.question, "is_own": is_own}
    return render(request, "studynotes/answer_detail.html", context)


def _answer(request: SignedInRequest, pk: int) -> Answer:
    related = ("question__note__topic__specification__subject", "student", "scheme")
    return get_object_or_404(Answer.objects.visible_to(request.user).select_related(*related), pk=pk)


def _form(
    request: SignedInRequest, answer: Answer, scheme: Scheme, mine: reading.Shown | None = None
) -> MarkingForm:
    data = request.POST if request.method == "POST" else None
    ticks, version = (mine.ticks, mine.marking.version) if mine else ({}, 0)
    return MarkingForm(data, scheme=scheme, text=answer.body, ticks=ticks, version=version)
