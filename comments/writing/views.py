"""One comment and what its reader may do with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.addresses import address
from accounts.requests import SignedInRequest
from accounts.sign_in import sign_in_first
from blog import markup
from blog.authorship import names
from blog.numbers import number

from ..drawing import Person, face, text_of
from ..models import EDIT_WINDOW, Comment
from .editing import MAX_EDITS
from .finding import facts_for, visible_comment
from .questions import mark_question, open_questions_to
from .quoting import quote
from .rights import rights_in
from .thanking import toggle_thanks, who_thanked

# Nobody answers more at a sitting.
MOST_QUESTIONS = 100
ASKED = {
    Comment.Question.OPEN: "This is an open question to the author now.",
    Comment.Question.ANSWERED: "The question is marked as answered.",
    Comment.Question.NONE: "This is no question to the author now.",
}


@require_safe
def comment_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A page; with `?panel` the part of it that static/js/more.js shows in the thread."""
    comment = visible_comment(request, pk)
    context = _about(request, comment)
    if "panel" in request.GET:
        return render(request, "comments/_rights.html", context | {"panel": True})
    parent = Comment.objects.published().filter(pk=comment.parent_id).select_related("author").first()
    if parent:
        parent.post = comment.post
    date, _, rest = comment.html.partition("</time>")
    thanked = who_thanked(comment, request.user) if comment.thanks_count else []
    context |= {
        "face": markup.stored(_face(comment)),
        "date": markup.stored(f"{date}</time>"),
        "rest": markup.stored(rest),
        "parent": parent,
        "quoted": markup.stored(text_of(parent.html)) if parent else "",
        "thanked": thanked,
        "unnamed": comment.thanks_count - len(thanked),
        "edits": comment.edits.all()[:MAX_EDITS] if context["facts"].teaches else [],
    }
    return render(request, "comments/comment_detail.html", context)


def _face(comment: Comment) -> str:
    """As readers of the thread see it."""
    shown = comment.shown_author
    return face(Person(comment.writer_name, shown.picture_url() if shown else ""))


def _about(request: HttpRequest, comment: Comment) -> dict[str, Any]:
    facts = facts_for(request, comment)
    rights = rights_in(comment, facts)
    return {
        "comment": comment,
        "post": comment.post,
        "facts": facts,
        "rights": rights,
        "edit_until": comment.created_at + EDIT_WINDOW,
        "quote": quote(comment.body) if rights.answer else "",
        "is_thanked": rights.thank and comment.thanks.filter(user=request.user.pk).exists(),
        "waiting": comment.edits.waiting().first() if facts.own else None,
    }


@require_POST
def comment_thank(request: HttpRequest) -> HttpResponse:
    """The one form of a thread: the button that was pressed says which comment."""
    return _thank(request, number(request.POST.get("comment", "")))


def _page_of(pk: int) -> str:
    return address("comments:comment_detail", pk)


@sign_in_first(_page_of)
def _thank(request: SignedInRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(
        Comment.objects.visible_to(request.user).select_related("post__course"), pk=pk
    )
    thanked = toggle_thanks(comment=comment, by=request.user)
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        given = thanked.thanks.filter(user=request.user).exists()
        return JsonResponse({"thanked": given, "count": thanked.thanks_count})
    return redirect(comment)


@require_POST
@sign_in_first(_page_of)
def comment_question(request: SignedInRequest, pk: int) -> HttpResponse:
    comment = visible_comment(request, pk)
    to = request.POST.get("question")
    if to not in Comment.Question.values:
        raise BadRequest("No such state of a question.")
    mark_question(comment=comment, to=to, by=request.user)
    messages.success(request, ASKED[Comment.Question(to)])
    return redirect(comment)


@require_safe
@login_required
def question_list(request: HttpRequest) -> HttpResponse:
    """The open questions to who is signed in, by essay, those asked first first."""
    asked = open_questions_to(request.user).select_related("post__course", "author")
    asked = asked.annotate(**names.columns(request.user, "post__"))
    asked = asked.defer("post__body", "post__body_html", "post__marked_html", "post__sources_html")
    rows = list(asked.order_by("post__published_at", "post", "created_at")[: MOST_QUESTIONS + 1])
    for row in rows:
        names.hand_over(row, row.post)
    context = {
        "questions": [{"comment": row, "words": markup.stored(text_of(row.html))} for row in rows][
            :MOST_QUESTIONS
        ],
        "has_more": len(rows) > MOST_QUESTIONS,
    }
    return render(request, "comments/question_list.html", context)
