"""The page on which a thread is closed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.moments import said_date
from accounts.requests import SignedInRequest, form_methods
from accounts.sign_in import sign_in_first
from blog.views import visible_post

from .closing import CloseForm, asked_of, close_thread, may_close


@form_methods
@sign_in_first()
def thread_close(request: SignedInRequest, course: str, slug: str) -> HttpResponse:
    post = visible_post(request.user, course, slug)
    if not may_close(post, request.user):
        raise PermissionDenied
    form = CloseForm(request.POST) if request.method == "POST" else CloseForm(initial=asked_of(post))
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "comments/thread_close.html", {"post": post, "form": form}, status=status)
    at = form.moment()
    close_thread(post=post, by=request.user, at=at)
    if at is None:
        said = "Comments are open."
    elif at <= timezone.now():
        said = "Comments are closed. Those that are there stay."
    else:
        said = f"Comments close on {said_date(at)}."
    messages.success(request, said)
    return redirect(f"{post.get_absolute_url()}#comments")
