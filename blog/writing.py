"""The pages that writers use."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.addresses import address
from accounts.models import User
from accounts.requests import SignedInRequest
from accounts.sign_in import sign_in_first
from accounts.texts import storable
from courses.models import Course

from . import actions
from .citing.typed import post_of, preview, typed
from .forms import PostForm
from .models import MAX_BODY_LENGTH, Post
from .paging import page_of

# A class that hands in drafts written elsewhere stays far below it; a script does not.
MAX_NEW_POSTS_PER_HOUR = 30
AN_HOUR = 3600

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def post_mine(request: HttpRequest) -> HttpResponse:
    # By status, whose alphabetical order is the one wanted: drafts, published, withdrawn.
    posts = (
        Post.objects.editable_by(request.user)
        .select_related("course")
        .defer("body", "body_html")
        .order_by("status", "-updated_at", "-pk")
    )
    return render(request, "blog/post_mine.html", {"page": page_of(posts, request)})


@form_methods
@sign_in_first()
def post_create(request: SignedInRequest) -> HttpResponse:
    return _write(request, Post(author=request.user), "blog/post_create.html")


@form_methods
@sign_in_first()
def post_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(
        Post.objects.visible_to(request.user).select_related("course", "featured_image", "author"), pk=pk
    )
    if not Post.objects.editable_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    return _write(request, post, "blog/post_edit.html")


@require_POST
@sign_in_first(lambda pk: address("blog:post_edit", pk))
def post_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(Post.objects.visible_to(request.user), pk=pk)
    actions.withdraw(post=post, by=request.user)
    messages.success(request, f"“{post}” is withdrawn: only you and the course's staff see it.")
    return redirect("blog:post_mine")


@require_POST
@login_required
def post_preview(request: SignedInRequest) -> HttpResponse:
    body, lines = typed(request.POST)
    if len(body or "") > MAX_BODY_LENGTH:
        return HttpResponse("<p>The text is too long to be shown.</p>", status=422)
    return HttpResponse(preview(post_of(request.POST, request.user), body or "", lines))


def again(request: HttpRequest, post: Post, *, status: int) -> HttpResponse:
    """The form as it was typed, with nothing of it saved: for who asked something else beside it."""
    context = _context(_form(request, post, "save"), post)
    return render(request, "blog/post_edit.html", context, status=status)


def _write(request: SignedInRequest, post: Post, template: str) -> HttpResponse:
    intent = request.POST.get("intent", "save")
    form = _form(request, post, intent)
    context = _context(form, post)
    if request.method != "POST":
        return render(request, template, context)
    if intent == "preview":
        status = 200 if form.is_valid() else 422
        body, lines = typed(request.POST)
        context["preview"] = preview(post, (body or "")[:MAX_BODY_LENGTH], lines)
        return render(request, template, context, status=status)
    if post.pk is None and _writes_too_fast(post.author):
        form.add_error(None, "You have begun very many essays within an hour. Please try again later.")
        refusal = render(request, template, context, status=429)
        refusal["Retry-After"] = str(AN_HOUR)
        return refusal
    if not (form.is_valid() and _save(form, by=request.user, publish=intent == "publish")):
        return render(request, template, context, status=422)
    if post.status == Post.Status.PUBLISHED:
        done = "Published." if intent == "publish" else "The changes are published."
        messages.success(request, f"{done}{_suggestions(post)}")
        return redirect(post)
    messages.success(request, "Saved.")
    return redirect("blog:post_edit", pk=post.pk)


def _context(form: PostForm, post: Post) -> dict[str, Any]:
    return {"form": form, "post": post, "now": _milliseconds(timezone.now()), "saved": _saved(post)}


def _suggestions(post: Post) -> str:
    """What the check of the citations found at the last save, in a sentence; empty where it found nothing."""
    count = post.ledger.get("findings", 0)
    return f" {count} suggestion{'' if count == 1 else 's'} about citations." if count else ""


def _form(request: HttpRequest, post: Post, intent: str) -> PostForm:
    if request.method != "POST":
        return PostForm(instance=post, writer=post.author, initial=_asked_for(request))
    complete = intent == "publish" or post.status != Post.Status.DRAFT
    return PostForm(request.POST, request.FILES, instance=post, writer=post.author, complete=complete)


def _asked_for(request: HttpRequest) -> dict[str, int]:
    """What `?course=` and `?unit=` choose beforehand; nothing where they make no sense."""
    slug, number = storable(request.GET.get("course", "")), request.GET.get("unit", "")
    if not slug:
        return {}
    course = Course.objects.joined_by(request.user).filter(slug=slug).first()
    if course is None:
        return {}
    known = number.isascii() and number.isdigit() and len(number) < 6
    unit = course.units.filter(number=number).first() if known else None
    return {"course": course.pk} | ({"unit": unit.pk} if unit else {})


def _save(form: PostForm, *, by: User, publish: bool) -> bool:
    cleaned = form.cleaned_data
    try:
        actions.save_post(
            post=form.instance,
            tags=cleaned["tag_names"],
            source_lines=cleaned["sources"],
            plate=form.plate(),
            publish=publish,
            by=by,
        )
    except ValidationError as error:
        form.tell(error)
        return False
    return True


def _writes_too_fast(writer: User) -> bool:
    if not settings.RATE_LIMITS:
        return False
    since = timezone.now() - timedelta(seconds=AN_HOUR)
    return writer.posts.filter(created_at__gte=since).count() >= MAX_NEW_POSTS_PER_HOUR


def _saved(post: Post) -> int:
    """When the server last stored what this form is about: keep-draft.js drops what it kept before that."""
    if post.pk:
        return _milliseconds(post.updated_at)
    newest = Post.objects.filter(author=post.author).aggregate(newest=Max("created_at"))["newest"]
    return _milliseconds(newest) if newest else 0


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
