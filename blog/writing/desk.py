"""The desk: the form of an essay, what stands beside it, and what its buttons do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize

from accounts.addresses import address
from accounts.rates import AN_HOUR
from accounts.requests import SignedInRequest
from accounts.texts import storable
from courses.models import Course

from ..citing.typed import preview, typed
from ..copies import merging, opening
from ..copies.conflicts import Conflict
from ..copies.manuscript import of_essay, words_of
from ..copies.views import conflicting
from ..forms import PostForm
from ..models import MAX_BODY_LENGTH, Post
from ..numbers import number
from .saving import save, writes_too_fast


def write(request: SignedInRequest, post: Post, template: str) -> HttpResponse:
    """Show the form of `post`, or do what one of its buttons asks."""
    work = of_essay(request.user, post)
    # What comes from the page of a merge is from here on a form like any other.
    request.POST = merging.resolved(request.POST, work.revisions)  # type: ignore[assignment]
    intent = request.POST.get("intent", "save")
    form = form_of(request, post, intent)
    if request.method != "POST" or intent == "edit":
        return render(request, template, context_of(request, form, post))
    if intent == "preview":
        status = 200 if form.is_valid() else 422
        body, lines = typed(request.POST)
        shown = preview(post, (body or "")[:MAX_BODY_LENGTH], lines)
        context = context_of(request, form, post) | {"preview": shown}
        return render(request, template, context, status=status)
    if work.newest is None and writes_too_fast(post.author):
        return _too_fast(request, form, post, template)
    try:
        if not (form.is_valid() and save(form, by=request.user, publish=intent == "publish")):
            return render(request, template, context_of(request, form, post), status=422)
    except Conflict as conflict:
        return _conflicting(request, post, conflict.onto)
    response = _saved(request, post, intent)
    opening.saved(response, request, work.copies, words_of(post))
    return response


def again(request: SignedInRequest, post: Post, *, status: int) -> HttpResponse:
    """The form as it was typed, with nothing of it saved: for who asked something else beside it."""
    context = context_of(request, form_of(request, post, "save"), post)
    return render(request, "blog/post_edit.html", context, status=status)


def form_of(request: SignedInRequest, post: Post, intent: str) -> PostForm:
    if request.method != "POST":
        return PostForm(instance=post, writer=post.author, initial=_asked_for(request))
    complete = intent in ("publish", "schedule") or post.status != Post.Status.DRAFT
    return PostForm(
        request.POST, request.FILES, instance=post, writer=post.author, by=request.user, complete=complete
    )


def context_of(request: SignedInRequest, form: PostForm, post: Post) -> dict[str, Any]:
    """What templates/blog/_post_form.html needs."""
    opened, asked = opening.Opened(), request.GET
    if not form.is_bound:
        # A form that a course or unit is chosen for stays as it is asked for.
        shows_newest = "course" not in asked
        opened = opening.opened(form, of_essay(request.user, post), asked, shows_newest=shows_newest)
    return {"form": form, "post": post, "opened": opened}


def _too_fast(request: SignedInRequest, form: PostForm, post: Post, template: str) -> HttpResponse:
    form.add_error(None, "You have begun very many essays within an hour. Please try again later.")
    refusal = render(request, template, context_of(request, form, post), status=429)
    refusal["Retry-After"] = str(AN_HOUR)
    return refusal


def _conflicting(request: SignedInRequest, post: Post, onto: int) -> HttpResponse:
    stored = Post.objects.get(pk=post.pk)
    here, is_public = address("blog:post_edit", post.pk), stored.status == Post.Status.PUBLISHED
    about = {"thing": "essay", "what": stored, "here": here, "is_public": is_public}
    return conflicting(request, onto, stored.revisions.all(), **about)


def _saved(request: HttpRequest, post: Post, intent: str) -> HttpResponse:
    if intent == "schedule":
        return redirect("blog:post_publication", pk=post.pk)
    if post.status == Post.Status.PUBLISHED:
        done = "Published." if intent == "publish" else "The changes are published."
        messages.success(request, f"{done}{_suggestions(post)}")
        return redirect(post)
    if intent == "publish" and post.status == Post.Status.SUBMITTED:
        messages.success(request, f"Handed in.{_suggestions(post)}")
        return redirect("blog:post_publication", pk=post.pk)
    messages.success(request, "Saved.")
    return redirect("blog:post_edit", pk=post.pk)


def _suggestions(post: Post) -> str:
    """What the check of the citations found at the last save, in a sentence; empty where it found nothing."""
    count = post.ledger.get("findings", 0)
    return f" {count} suggestion{pluralize(count)} about citations." if count else ""


def _asked_for(request: HttpRequest) -> dict[str, int]:
    """What `?course=` and `?unit=` choose beforehand; nothing where they make no sense."""
    slug, asked = storable(request.GET.get("course", "")), number(request.GET.get("unit", ""))
    if not slug:
        return {}
    course = Course.objects.joined_by(request.user).filter(slug=slug).first()
    if course is None:
        return {}
    unit = course.units.filter(number=asked).first() if asked else None
    return {"course": course.pk} | ({"unit": unit.pk} if unit else {})
