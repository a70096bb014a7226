"""The pages of the ledger: beside the editor, as a page of its own, and where its findings are answered."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.addresses import address
from accounts.requests import SignedInRequest
from accounts.sign_in import sign_in_first
from sources.models import rules_of_citing

from ..checklist.reading import checks, chosen
from ..models import MAX_BODY_LENGTH, Post
from ..numbers import number
from ..writing.desk import again
from ..writing.reaching import post_to_write
from . import answering, desk, panel
from .typed import post_of, typed


@require_POST
@login_required
def post_check(request: SignedInRequest) -> HttpResponse:
    """The ledger of a text that is being written, as a part of the page."""
    return _ledger(request, post_of(request.POST, request.user))


@require_POST
@sign_in_first(lambda pk: address("blog:post_edit", pk))
def finding_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep an answer, or take one back. What is typed beside it comes back as it was."""
    post = post_to_write(request.user, pk, "author")
    try:
        said = _answer(request, post)
    except ValidationError as error:
        said, status = " ".join(error.messages), 422
    else:
        status = 200
    if "fragment" in request.POST:
        return _ledger(request, post, status=status, said=said)
    (messages.success if status == 200 else messages.error)(request, said)
    if "body" in request.POST:
        return again(request, post, status=status)
    if status == 200:
        return redirect("blog:post_citations", pk=pk)
    return _page(request, post, is_full=True, can_answer=True, status=status)


@require_safe
def post_citations(request: HttpRequest, pk: int) -> HttpResponse:
    """The ledger of a saved essay: all of it for those who work on it, its summary for readers."""
    posts = Post.objects.visible_to(request.user).with_names(request.user)
    posts = posts.select_related("course__citation_policy")
    post = get_object_or_404(posts, pk=pk)
    is_author = post.is_written_by(request.user)
    is_full = is_author or Post.objects.manageable_by(request.user).filter(pk=pk).exists()
    if not is_full and not rules_of_citing(post.course).shows_ledger:
        raise Http404("This course does not show the summary of citations.")
    return _page(request, post, is_full=is_full, can_answer=is_author)


def _page(
    request: HttpRequest, post: Post, *, is_full: bool, can_answer: bool, status: int = 200
) -> HttpResponse:
    quoted = f"{post.ledger.get('quoted', 0):.0%}"
    context = {"post": post, "can_answer": can_answer, "counts": post.ledger, "quoted": quoted}
    if is_full:
        context["panel"] = panel.make(desk.read(post))
    return render(request, "blog/post_citations.html", context, status=status)


def _answer(request: SignedInRequest, post: Post) -> str:
    """What was done, in words. Raises ValidationError."""
    answer, _, row = request.POST.get("answer", "").partition(":")
    if answer == answering.TAKE_BACK:
        answering.take_back(post=post, pk=number(row))
        return "Your answer is taken back."
    body, lines = typed(request.POST)
    sources = desk.sources_of(post, lines=lines, body=post.body if body is None else body)
    form = answering.AnswerForm(answering.asked(request.POST), sources=sources)
    if not form.is_valid():
        raise ValidationError([str(e) for errors in form.errors.values() for e in errors][:1])
    answering.remember(post=post, by=request.user, answer=form.cleaned_data)
    return "Your answer is remembered."


def _ledger(request: SignedInRequest, post: Post, *, status: int = 200, said: str = "") -> HttpResponse:
    body, lines = typed(request.POST)
    if len(body or "") > MAX_BODY_LENGTH:
        return render(request, "blog/_check.html", {"is_too_long": True}, status=422)
    reading = desk.read(post, body=body, lines=lines)
    unit, question = chosen(post, request.POST)
    checklist = checks(post, reading, unit=unit, question=question)
    context = {"panel": panel.make(reading), "post": post, "can_answer": bool(post.pk), "said": said}
    return render(
        request, "blog/_check.html", context | {"checklist": checklist, "at_desk": True}, status=status
    )
