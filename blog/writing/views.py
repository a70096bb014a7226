"""The pages that writers use."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.addresses import address
from accounts.requests import SignedInRequest, form_methods
from accounts.sign_in import sign_in_first

from ..citing.typed import post_of, preview, typed
from ..models import MAX_BODY_LENGTH, Post
from ..publishing.actions import withdraw
from .desk import write
from .reaching import post_to_write


@form_methods
@sign_in_first()
def post_create(request: SignedInRequest) -> HttpResponse:
    return write(request, Post(author=request.user), "blog/post_create.html")


@form_methods
@sign_in_first()
def post_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    related = ("course__writing_policy", "course__citation_policy", "featured_image", "author")
    post = post_to_write(request.user, pk, *related)
    return write(request, post, "blog/post_edit.html")


@require_POST
@sign_in_first(lambda pk: address("blog:post_edit", pk))
def post_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(Post.objects.visible_to(request.user), pk=pk)
    withdraw(post=post, by=request.user)
    messages.success(request, f"“{post}” is withdrawn: only you and the course’s staff see it.")
    return redirect("blog:post_mine")


@require_POST
@login_required
def post_preview(request: SignedInRequest) -> HttpResponse:
    body, lines = typed(request.POST)
    if len(body or "") > MAX_BODY_LENGTH:
        return HttpResponse("<p>The text is too long to be shown.</p>", status=422)
    return HttpResponse(preview(post_of(request.POST, request.user), body or "", lines))
