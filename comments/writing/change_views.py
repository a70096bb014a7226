"""The pages on which one changes or deletes one's own comment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, cast
from zlib import crc32

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.models import User
from accounts.requests import form_methods
from accounts.sign_in import sign_in_first
from blog import markup

from .. import cookies
from ..drawing import text_of
from ..forms import ReplyForm
from ..models import EDIT_WINDOW, Comment, CommentEdit
from . import deleting, editing
from .finding import facts_for, visible_comment
from .previewing import rendered


class EditForm(forms.Form):
    body = cast(forms.CharField, ReplyForm.base_fields["body"])


def writers_alone(view: Callable[[HttpRequest, Comment], HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view a comment of who is asking: as the account, or with the browser that a guest wrote in."""

    @wraps(view)
    def answer(request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.is_authenticated and pk not in cookies.own_of(request):
            return _sign_in(request, pk=pk)
        comment = visible_comment(request, pk)
        if not facts_for(request, comment).own:
            raise PermissionDenied
        return view(request, comment)

    return answer


@sign_in_first()
def _sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Never called: whoever comes here is not signed in."""
    raise PermissionDenied


@form_methods
@writers_alone
def comment_edit(request: HttpRequest, comment: Comment) -> HttpResponse:
    waiting = comment.edits.waiting().first()
    as_page = partial(_page, request, comment, waiting=waiting)
    if request.method != "POST":
        return _closed_by_now(request, comment) or as_page(
            form=EditForm(initial={"body": _now(comment, waiting)})
        )
    if request.POST.get("intent") == "preview":
        shown = rendered(request.POST.get("body", ""), comment.post, request.user)
        return as_page(form=EditForm(initial=request.POST.dict()), preview=shown)
    form = EditForm(request.POST)
    if not form.is_valid():
        return as_page(422, form=form)
    try:
        edit = editing.edit_comment(comment=comment, body=form.cleaned_data["body"], by=writer_of(request))
    except editing.EditRefused as refused:
        typed = form.cleaned_data["body"]
        return _closed(request, comment, str(refused), 409 if refused.is_answered else 403, typed)
    if edit and edit.state == CommentEdit.State.HELD:
        messages.warning(
            request, "Your change waits for a moderator. Until then readers see the text before it."
        )
    return redirect(comment)


@form_methods
@writers_alone
def comment_delete(request: HttpRequest, comment: Comment) -> HttpResponse:
    """A page that says what remains, and the button."""
    if request.method == "POST":
        try:
            deleting.delete_comment(comment=comment, by=writer_of(request))
        except deleting.DeleteRefused as refused:
            return _deletion(request, comment, 403, why=str(refused))
        messages.success(request, "Your comment is deleted.")
        return redirect(f"{comment.post.get_absolute_url()}#comments")
    why = deleting.why_not_deletable(comment)
    return _deletion(request, comment, 403 if why else 200, why=why)


def writer_of(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


def _now(comment: Comment, waiting: CommentEdit | None) -> str:
    """The words that one changes: those that wait, where some do."""
    return waiting.after if waiting else comment.body


def _page(
    request: HttpRequest,
    comment: Comment,
    status: int = 200,
    waiting: CommentEdit | None = None,
    **extra: Any,
) -> HttpResponse:
    context = {
        "comment": comment,
        "edit_until": comment.created_at + EDIT_WINDOW,
        "waiting": waiting,
        "saved": crc32(_now(comment, waiting).encode()),
        **extra,
    }
    return render(request, "comments/comment_edit.html", context, status=status)


def _closed_by_now(request: HttpRequest, comment: Comment) -> HttpResponse | None:
    facts = facts_for(request, comment)
    why = editing.why_not_editable(comment, facts.is_answered, facts.now)
    return _closed(request, comment, why, 403) if why else None


def _closed(request: HttpRequest, comment: Comment, why: str, status: int, typed: str = "") -> HttpResponse:
    return _page(request, comment, status, why=why, typed=typed)


def _deletion(request: HttpRequest, comment: Comment, status: int, *, why: str) -> HttpResponse:
    context = {"comment": comment, "why": why, "words": markup.stored(text_of(comment.html))}
    return render(request, "comments/comment_delete.html", context, status=status)
