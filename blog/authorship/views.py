"""Who writes an essay: asked, answered, left."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.addresses import address
from accounts.requests import SignedInRequest, form_methods
from accounts.sign_in import sign_in_first

from ..models import Authorship, Post
from ..numbers import number
from . import actions
from .forms import AskForm
from .names import public_byline_of


@form_methods
@sign_in_first()
def authorship_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """An essay's authors, those who were asked, and the form that asks one more."""
    post = _own(request, pk)
    if taken := number(request.POST.get("take-back", "")):
        actions.take_back(post=post, person=taken, by=request.user)
        messages.success(request, "Nobody is asked any more.")
        return redirect("blog:authorship_edit", pk=pk)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = actions.ask(post=post, who=form.cleaned_data["who"], by=request.user)
        except ValidationError as error:
            form.add_error("who", error.message_dict["who"])
        else:
            messages.success(request, f"{asked.user} is asked, and finds it under My writing.")
            return redirect("blog:authorship_edit", pk=pk)
    status = 422 if form.errors else 200
    return render(request, "blog/authorship_edit.html", _authors_of(post) | {"form": form}, status=status)


@require_POST
@sign_in_first(lambda pk: address("blog:authorship_edit", pk))
def authorship_leave(request: SignedInRequest, pk: int) -> HttpResponse:
    post = _own(request, pk)
    actions.leave(post=post, by=request.user)
    messages.success(request, f"You are no author of “{post}” any more.")
    return redirect("blog:post_mine")


@form_methods
@sign_in_first()
def authorship_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who is asked reads what they would stand for, and says yes or no. For others there is no such page."""
    waiting = Authorship.objects.waiting().filter(user=request.user, post=pk)
    asked = get_object_or_404(waiting.select_related("post__course", "post__author", "asked_by"))
    if request.method == "POST":
        return _answered(request, asked)
    return render(request, "blog/authorship_answer.html", {"asked": asked, "post": asked.post})


def _answered(request: SignedInRequest, asked: Authorship) -> HttpResponse:
    post = asked.post
    answer = request.POST.get("answer", "")
    if answer == "decline":
        actions.decline(post=post, by=request.user)
        messages.success(request, f"You are no author of “{post}”.")
        return redirect("blog:post_mine")
    if answer != "accept":
        raise BadRequest("No such answer.")
    try:
        actions.accept(post=post, by=request.user)
    except Authorship.DoesNotExist as error:  # taken back since it was read above
        raise Http404 from error
    except ValidationError as refusal:
        context = {"asked": asked, "post": post, "problem": refusal.messages[0]}
        return render(request, "blog/authorship_answer.html", context, status=422)
    messages.success(request, f"You are an author of “{post}” now.")
    return redirect("blog:post_edit", pk=post.pk)


def _own(request: SignedInRequest, pk: int) -> Post:
    """Raises Http404 where there is none to see, PermissionDenied where it is another's."""
    visible = Post.objects.visible_to(request.user).with_names(request.user)
    post: Post = get_object_or_404(visible.select_related("course__writing_policy"), pk=pk)
    if not post.is_written_by(request.user):
        raise PermissionDenied
    return post


def _authors_of(post: Post) -> dict[str, Any]:
    authors = post.byline_of_accounts.authors
    asked = list(post.authorships.waiting().select_related("user", "asked_by"))
    may_ask = post.course.rules_of_writing().allows_coauthors
    taken = {author.pk for author in authors} | {one.user_id for one in asked}
    people = actions.askable(post).exclude(pk__in=taken).only("display_name") if may_ask else []
    return {
        "post": post,
        "authors": authors,
        "asked": asked,
        "may_ask": may_ask,
        "others_see": public_byline_of(post),
        "members": sorted({one.display_name for one in people}),
    }
