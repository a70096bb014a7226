"""Reading a thread: pages of its branches, what is new in it, and what has been read."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_POST, require_safe

from accounts.addresses import address
from accounts.models import User
from accounts.sign_in import sign_in_first
from blog.numbers import number
from blog.views import visible_post

from . import cookies, news, thread, unread
from .notices import reading as notices

# A script that has more to say says it twice.
MOST_IDS = 500


def _essay(course: str, slug: str) -> str:
    return address("blog:post_detail", course, slug)


@require_safe
def thread_branch(request: HttpRequest, course: str, slug: str, pk: int) -> HttpResponse:
    """A page of the branch under one comment; with `part`, what a script puts into the page of the thread."""
    post = visible_post(request.user, course, slug)
    own = cookies.own_of(request)
    branch = thread.read_branch(post, request.user, own, pk, request.GET)
    if branch is None:
        raise Http404("There is no such comment.")
    if "part" in request.GET:
        return HttpResponse(branch.html)
    context = {"post": post, "branch": branch, "top": pk, "essay": post.get_absolute_url()}
    return render(request, "comments/thread_branch.html", context)


@require_safe
def thread_news(request: HttpRequest, course: str, slug: str) -> HttpResponse:
    """What is new since the versions of the page that asks; with `html`, drawn."""
    post = news.watched(request.user, course, slug)
    etag = news.etag_of(request, post)
    if answer := get_conditional_response(request, etag=etag):
        return answer
    own = cookies.own_of(request)
    ids = news.news_since(post, request.user, own, number(request.GET.get("since", "")))
    state = news.state_of(request, post, ids)
    if "html" in request.GET:
        state["html"] = thread.drawn(post, request.user, own, thread.rows_of(post, request.user, own, ids))
    response = JsonResponse(state, headers={"ETag": etag})
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_POST
@sign_in_first(back_to=_essay)
def thread_read(request: HttpRequest, course: str, slug: str) -> HttpResponse:
    """Remember what was read: the comments `ids`, which a script sends; or all, by the button."""
    post = visible_post(request.user, course, slug)
    texts = [text for text in request.POST.get("ids", "").split(",") if text]
    ids = [pk for text in texts if (pk := number(text))]
    if not request.POST.get("version", "").isdigit() or len(ids) < len(texts) or len(ids) > MOST_IDS:
        raise BadRequest("This says of no version of the thread what was read.")
    reader, version = cast(User, request.user), number(request.POST["version"])
    by_script = "ids" in request.POST
    unread.mark_read(post=post, user=reader, version=version, ids=ids if by_script else None)
    notices.thread_read(user=reader, post=post, version=version, ids=ids if by_script else None)
    return HttpResponse(status=204) if by_script else redirect(f"{post.get_absolute_url()}#comments")
