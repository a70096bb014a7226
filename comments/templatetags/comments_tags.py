"""What comments add to the essay's page."""

from __future__ import annotations

from typing import Any

from crispy_forms.utils import render_crispy_form
from django import template
from django.http import QueryDict

from accounts.arrivals import new_submission
from blog import markup
from blog.models import Post, Revision
from blog.numbers import number

from .. import cookies, forms, revising, unread
from ..drawing import text_of
from ..thread import answered, read_thread
from ..writing.closing import may_close
from ..writing.questions import open_questions_to
from ..writing.quoting import quote

register = template.Library()


@register.inclusion_tag("comments/_discussion.html", takes_context=True)
def discussion(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """The thread of `post` and the reply form.

    After a refused reply the page's context holds `reply_form`, as it was sent, and `reply_parent`; with a
    preview `reply_preview` too.
    """
    request = context["request"]
    viewer = request.user
    own = cookies.own_of(request)
    form = context.get("reply_form")
    parent = context.get("reply_parent")
    is_open = post.comments_are_open()
    own_essay = post.is_written_by(viewer)
    if is_open and not form and "replytocom" in request.GET:
        parent = answered(post, request.GET["replytocom"])
    # After a refused reply the page's address is that of the form.
    base = post.get_absolute_url() if form else ""
    thread = read_thread(post, viewer, own, request.GET, base)
    is_published = post.status == Post.Status.PUBLISHED
    drawn = {
        "shown": is_published or bool(form or thread.html),
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "post": post,
        "user": viewer,
        "own_essay": own_essay,
        "count": f"{post.comment_count:,}",
        "thread": thread,
        "base": base,
        "unread": unread.said(thread.news),
        "next_unread": thread.news[0] if thread.news else 0,
        "open": is_open,
        "form": form,
        "missing": _missing(request.GET, thread.html) if not form else "",
        "preview": context.get("reply_preview", ""),
        "may_close": is_published and may_close(post, viewer),
        "open_questions": open_questions_to(viewer).filter(post=post).count() if own_essay else 0,
        "parent": parent,
        "quoted": markup.stored(text_of(parent.html)) if parent else "",
        # The account whose draft keep.js keeps: after a session ended still theirs.
        "writer": viewer.pk or (form.writer if form else 0),
        "submission": new_submission() if is_open else "",
    }
    if form:
        drawn["has_passage"] = form.has_passage
        drawn["fields"] = render_crispy_form(form) if is_open else ""
    elif is_open:
        signed_in = viewer.is_authenticated
        remembered = cookies.Commenter() if signed_in else cookies.remembered(request)
        drawn["has_passage"] = "passage" in request.GET
        drawn["fields"] = forms.fields_for(
            signed_in,
            remembered,
            asks=not own_essay,
            has_passage=drawn["has_passage"],
            body=quote(parent.body) if parent and "quote" in request.GET else "",
        )
    return drawn


def _missing(asked: QueryDict, html: str) -> str:
    """The comment that a link asks for and the thread does not have."""
    pk = number(asked.get("comment", "")) or number(asked.get("replytocom", ""))
    return str(pk) if pk and f' id="comment-{pk}"' not in html else ""


@register.inclusion_tag("comments/_answers.html", takes_context=True)
def answers_choice(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """The field that says which comment a revision of `post` answers: one query, once it is published."""
    request = context["request"]
    asked = request.POST if request.method == "POST" else request.GET
    chosen = number(asked.get("answers", ""))
    offers = post.pk and post.published_at
    return {"groups": revising.offered(post, request.user, chosen) if offers else {}, "chosen": chosen}


@register.simple_tag(takes_context=True)
def answered_by(context: dict[str, Any], revisions: Any) -> Any:
    """The revisions of the page’s `post`, or the one, with the comment that each `answered`: one query."""
    is_one = isinstance(revisions, Revision)
    rows = [revisions] if is_one else revisions
    found = revising.attach(rows, context["post"], context["request"].user)
    return found[0] if is_one else found
