"""What somebody wrote to a question before they signed in, kept in their session until it is stored."""

from __future__ import annotations

from django.http import HttpRequest

from accounts.rates import may_keep_typed
from accounts.texts import is_blank

from ..models import Question

_KEY = "answer_before_sign_in"


def remember(request: HttpRequest, question: Question, body: str) -> bool:
    """Keep `body`, which AnswerForm took, across signing in, the newest alone; False where it is nothing, or
    where too many are kept."""
    if is_blank(body) or not may_keep_typed(request):
        return False
    request.session[_KEY] = {"question": question.pk, "body": body}
    return True


def remembered(request: HttpRequest, question: Question) -> str:
    """What was kept for this question; empty where nothing was."""
    kept = request.session.get(_KEY) or {}
    return str(kept["body"]) if kept.get("question") == question.pk else ""


def forget(request: HttpRequest, question: Question) -> None:
    if remembered(request, question):
        del request.session[_KEY]
