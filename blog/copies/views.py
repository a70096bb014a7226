"""The address that a form sends its text to while it is written."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.addresses import address
from accounts.models import User
from accounts.requests import SignedInRequest
from accounts.sign_in import sign_in_first

from ..forms import PostForm
from ..models import Post, WorkingCopy
from ..numbers import count, number
from . import keeping, merging
from .fields import fields_of

# Seconds to wait, where a window sends its text too often.
PAUSE = 5


@require_POST
def copy_save(request: HttpRequest) -> HttpResponse:
    """Keep a form as it is. 409: what it began from was changed elsewhere, so it is a copy of its own now.

    Answered in JSON, for static/js/autosave.js; 401, and no way to the sign-in page, where one is signed out.
    """
    if not request.user.is_authenticated:
        return refusal("You are signed out.", 401)
    data, writer = request.POST, request.user
    return kept_or_refused(
        lambda: keeping.keep(
            writer=writer,
            post=_post(writer, number(data.get("post", ""))),
            fields=fields_of(data, PostForm),
            base=count(data.get("base", "")),
            copy=number(data.get("copy", "")),
            version=number(data.get("copy_version", "")),
        )
    )


def kept_or_refused(keep: Callable[[], keeping.Kept]) -> JsonResponse:
    """What the window's script is told of what it sent."""
    try:
        kept = keep()
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


def conflicting(request: HttpRequest, post: Post, onto: int) -> HttpResponse:
    """Somebody saved the essay since: both texts, and what they are together. Nothing is stored yet."""
    stored = Post.objects.get(pk=post.pk)
    context = merging.shown(request.POST, onto, merging.versions_of(post)) | {
        "post": stored,
        "is_public": stored.status == Post.Status.PUBLISHED,
        "revision": post.revisions.select_related("author").filter(number=onto).first(),
        "has_file": bool(request.FILES),
    }
    return render(request, "blog/post_merge.html", context, status=409)


def _post(user: User, pk: int) -> Post | None:
    """The essay that is written; None for one not begun yet."""
    if not pk:
        return None
    post = get_object_or_404(Post.objects.visible_to(user), pk=pk)
    if not Post.objects.editable_by(user).filter(pk=pk).exists():
        raise PermissionDenied
    return post


def refusal(words: str, status: int, headers: dict[str, str] | None = None) -> JsonResponse:
    """Why a text was not kept, for the script to say."""
    return JsonResponse({"error": words}, status=status, headers=headers)
