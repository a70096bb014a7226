"""Sending a reply. The thread itself is drawn on the essay's page, by the tag `discussion`."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode

from accounts.arrivals import Arrival
from accounts.clients import client_address
from accounts.models import User
from accounts.requests import form_methods
from blog.models import Post
from blog.views import answerable_post, post_page, visible_post

from . import cookies, forms, thread
from .actions import Guest, post_comment
from .anchoring.chips import shortened
from .anchoring.fields import PassageFields
from .models import Comment
from .moderation.refusals import (
    CommentRefused,
    CommentsClosed,
    DuplicateComment,
    ParentGone,
    TooManyComments,
)
from .writing.previewing import rendered


@form_methods
def comment_reply(request: HttpRequest, course: str, slug: str) -> HttpResponse:
    post = answerable_post(request.user, course, slug)
    if request.method != "POST":  # a refused reply leaves this address to bookmarks and restored tabs
        return redirect(f"{post.get_absolute_url()}#respond")
    form_class = forms.ReplyForm if request.user.is_authenticated else forms.GuestReplyForm
    form = form_class(request.POST, essay=post, asks=not post.is_written_by(request.user))
    if request.POST.get("intent") == "preview" and post.comments_are_open():
        return _previewed(request, post, form)
    try:
        if not post.comments_are_open():
            raise CommentsClosed
        if not form.is_valid():
            if form.writer and not request.user.is_authenticated:
                form.add_error(None, _signed_out(post, form))
            return _again(request, post, form, 422)
        comment = _post_from(request, post, form)
    except CommentRefused as refusal:
        return _refused(request, post, form, refusal)
    return _accepted(request, form, comment)


def _post_from(request: HttpRequest, post: Post, form: forms.ReplyForm) -> Comment:
    parent = thread.answered(post, str(form.parent)) if form.parent else None
    if form.parent and parent is None:
        raise ParentGone
    guest = Guest(*form.commenter) if isinstance(form, forms.GuestReplyForm) else None
    return post_comment(
        post=post,
        author=None if guest else cast(User, request.user),
        guest=guest,
        body=form.cleaned_data["body"],
        parent=parent,
        ip_address=client_address(request),
        submission=form.submission,
        question=form.cleaned_data.get("question", False),
        arrival=Arrival(form.age, form.trap, request.META.get("HTTP_USER_AGENT", "")),
        passage=form.cleaned_data["passage"],
    )


def _accepted(request: HttpRequest, form: forms.ReplyForm, comment: Comment) -> HttpResponse:
    response = HttpResponseRedirect(comment.get_absolute_url())
    writer = request.user.pk or form.writer
    cookies.mark_sent(response, writer, comment.parent_id, comment.post.get_absolute_url())
    if isinstance(form, forms.GuestReplyForm):
        cookies.add_held(request, response, comment.pk)
        if form.cleaned_data["remember"]:
            cookies.remember(response, form.commenter)
        else:
            cookies.forget(response)
    return response


def _refused(request: HttpRequest, post: Post, form: forms.ReplyForm, why: CommentRefused) -> HttpResponse:
    form.errors.clear()  # what is wrong with its fields is no news where it cannot be sent
    form.add_error(None, _said_before(why.first) if isinstance(why, DuplicateComment) else why.told)
    response = _again(request, post, form, why.status)
    if isinstance(why, TooManyComments):
        response["Retry-After"] = str(why.retry_after)
    return response


def _said_before(first: Comment) -> str:
    return format_html(
        'You have said that already: see <a href="{}">your earlier comment</a>.', first.get_absolute_url()
    )


def _signed_out(post: Post, form: forms.ReplyForm) -> str:
    """For a member's form whose session ended. keep.js has the text, and fills it in where this leads."""
    answering = f"?replytocom={form.parent}" if form.parent > 0 else ""
    query = urlencode({"next": f"{post.get_absolute_url()}{answering}#respond"})
    return format_html(
        'You have been signed out: <a href="{}?{}">sign in</a> to post this under your name, '
        "or post it as a guest with your name and e-mail address.",
        reverse("account_login"),
        query,
    )


def _previewed(request: HttpRequest, post: Post, form: forms.ReplyForm) -> HttpResponse:
    """The essay's page with the comment as it will look, and the form as typed. Only the passage is judged:
    words that are not in the essay cannot be shown as its own."""
    sought = PassageFields(request.POST, essay=post)
    if not sought.is_valid():
        form.errors.clear()
        form.add_error("quote", sought.errors["quote"].as_data())
        return _again(request, post, form, 422)
    typed = type(form)(
        initial=request.POST.dict(), asks="question" in form.fields, has_passage="quote" in request.POST
    )
    parent = thread.answered(post, request.POST.get("parent", ""))
    shown = rendered(request.POST.get("body", ""), post, request.user)
    if passage := sought.cleaned_data["passage"]:
        words = shortened(passage.sought.exact)
        shown = format_html('<blockquote class="quoted">{}</blockquote>{}', words, shown)
    whole = visible_post(request.user, post.course.slug, post.slug)
    return post_page(request, whole, reply_form=typed, reply_parent=parent, reply_preview=shown)


def _again(request: HttpRequest, post: Post, form: forms.ReplyForm, status: int) -> HttpResponse:
    """The essay's page with the form as it was sent, and what is wrong with it."""
    parent = thread.answered(post, str(form.parent)) if form.parent > 0 else None
    whole = visible_post(request.user, post.course.slug, post.slug)
    return post_page(request, whole, status=status, reply_form=form, reply_parent=parent)
