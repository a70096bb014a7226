"""What somebody wrote to a question before they signed in, kept in their session until it is stored."""

from __future__ import annotations

from django.http import HttpRequest

from accounts.clients import address_block, client_address
from accounts.rates import is_over
from accounts.texts import is_blank

from ..models import Question

_KEY = "answer_before_sign_in"
# Each makes a row that nobody but a passer-by asked for.
MOST_AN_HOUR = 60
_HOUR = 3600


def remember(request: HttpRequest, question: Question, body: str) -> bool:
    """Keep `body`, which AnswerForm took, across signing in, the newest alone; False where it is nothing, or
    where too many are kept."""
    block = address_block(client_address(request))
    if is_blank(body):
        return False
    if is_over("answers-before-sign-in", block, limit=MOST_AN_HOUR, seconds=_HOUR):
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
