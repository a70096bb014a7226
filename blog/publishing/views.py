"""The page of an essay's way, for its writers and its course's staff; and what these have to read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.addresses import address
from accounts.models import User
from accounts.moments import said_date
from accounts.requests import SignedInRequest, form_methods
from accounts.sign_in import sign_in_first
from courses.models import Course

from ..models import Post
from . import actions
from .forms import MoveForm
from .handed_in import Asked, handed_in
from .moves import Move, moves


@form_methods
@sign_in_first()
def post_publication(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where an essay stands, how it came there, and the steps that this person can let it take."""
    related = ("course__writing_policy", "unit", "author")
    post = get_object_or_404(Post.objects.visible_to(request.user).select_related(*related), pk=pk)
    rights = actions.rights_of(request.user, post)
    if not (rights.writes or rights.manages):
        raise PermissionDenied
    form, waited = MoveForm(request.POST or None), post.status == Post.Status.SUBMITTED
    if request.method == "POST" and form.is_valid() and _take(form, post, request.user):
        messages.success(request, _said(form.cleaned_data["move"], post))
        return redirect(_onward(post, Asked.of(request.GET), to_next=waited and not rights.writes))
    context: dict[str, Any] = {
        "post": post,
        "rights": rights,
        "form": form,
        "moves": [move.value for move in Move if move in moves(post, rights)],
        "steps": post.steps.select_related("by"),
        "policy": post.course.rules_of_writing(),
        "asked": Asked.of(request.GET),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "blog/post_publication.html", context, status=status)


@require_safe
@login_required
def submission_list(request: HttpRequest, course: str) -> HttpResponse:
    """The essays of a course that left their writers' hands, for who teaches it."""
    found = get_object_or_404(Course.objects.select_related("writing_policy"), slug=course)
    if not found.is_taught_by(request.user):
        raise PermissionDenied
    asked = Asked.of(request.GET)
    context = {"course": found, "policy": found.rules_of_writing(), "asked": asked}
    context["page"] = handed_in(request, found, asked)
    return render(request, "blog/submission_list.html", context)


def _onward(post: Post, asked: Asked, *, to_next: bool) -> str:
    """After a step: who reads what was handed in goes on `to_next`, in the list as it was."""
    if to_next:
        return address("blog:submission_list", post.course.slug) + asked.query
    if post.status == Post.Status.PUBLISHED:
        return post.get_absolute_url()
    return address("blog:post_publication", post.pk)


def _take(form: MoveForm, post: Post, by: User) -> bool:
    """Take the step that a valid form asks for; False where that cannot be, and then the form says why."""
    cleaned, move = form.cleaned_data, form.cleaned_data["move"]
    try:
        if move == Move.SCHEDULE:
            actions.schedule(post=post, by=by, at=cleaned["at"])
        elif move == Move.RETURN:
            actions.return_with_note(post=post, by=by, note=cleaned["note"])
        else:
            _PLAIN[move](post=post, by=by)
    except ValidationError as error:
        post.refresh_from_db()
        form.tell(error)
        return False
    return True


_PLAIN = {
    Move.PUBLISH: actions.publish,
    Move.SUBMIT: actions.submit,
    Move.TAKE_BACK: actions.take_back,
    Move.UNSCHEDULE: actions.unschedule,
    Move.WITHDRAW: actions.withdraw,
}


def _said(move: str, post: Post) -> str:
    """What happened, in a sentence."""
    if move == Move.SCHEDULE and post.publish_at:
        return f"“{post}” will be published on {said_date(timezone.localtime(post.publish_at))}."
    return {
        Move.PUBLISH: f"“{post}” is published.",
        Move.SUBMIT: f"“{post}” is handed in.",
        Move.TAKE_BACK: f"“{post}” is a draft again: only its authors see it.",
        Move.RETURN: f"“{post}” is returned to its authors, with your note.",
        Move.UNSCHEDULE: f"“{post}” will not be published by itself.",
        Move.WITHDRAW: f"“{post}” is withdrawn: only its authors and the course’s staff see it.",
    }[Move(move)]
