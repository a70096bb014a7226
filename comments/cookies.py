"""What a guest's browser keeps for us, signed: who they are, if they want that, and what they wrote.

A cookie and not the session, so that a reader without an account costs no query and a guest's comment no
second write.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

REMEMBERED = "colloquy_commenter"
REMEMBERED_AGE = 365 * 24 * 3600  # a year, as WordPress keeps it
HELD = "colloquy_held"
HELD_AGE = 14 * 24 * 3600
MOST_HELD = 40
# Read by static/js/keep.js, and by nothing else: which draft has been taken.
SENT = "colloquy_sent"
SENT_AGE = 300


class Commenter(NamedTuple):
    name: str = ""
    email: str = ""
    website: str = ""


def remembered(request: HttpRequest) -> Commenter:
    try:
        return Commenter(*map(str, _load(request, REMEMBERED, REMEMBERED_AGE)))
    except TypeError:
        return Commenter()


def remember(response: HttpResponse, commenter: Commenter) -> None:
    _keep(response, REMEMBERED, list(commenter), REMEMBERED_AGE)


def forget(response: HttpResponse) -> None:
    response.delete_cookie(REMEMBERED, samesite="Lax")


def held_by(request: HttpRequest) -> list[int]:
    """The ids of the comments that this browser's guest wrote, newest last."""
    return [pk for pk in _load(request, HELD, HELD_AGE) if type(pk) is int]


def own_of(request: HttpRequest) -> list[int]:
    """What `held_by` says of a reader without an account; who is signed in is known by it alone."""
    return [] if request.user.is_authenticated else held_by(request)


def add_held(request: HttpRequest, response: HttpResponse, pk: int) -> None:
    ids = [*(known for known in held_by(request) if known != pk), pk]
    _keep(response, HELD, ids[-MOST_HELD:], HELD_AGE)


def mark_sent(response: HttpResponse, writer: int, parent: int | None, path: str) -> None:
    """Tell keep.js that the draft under `parent` arrived, of the account `writer` or (0) of the guest."""
    secure = settings.SESSION_COOKIE_SECURE
    sent = f"{writer}-{parent or 0}"
    response.set_cookie(SENT, sent, max_age=SENT_AGE, path=path, samesite="Lax", secure=secure)


def _keep(response: HttpResponse, name: str, value: Any, age: int) -> None:
    signed = signing.dumps(value, salt=name, compress=True)
    response.set_cookie(
        name, signed, max_age=age, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def _load(request: HttpRequest, name: str, age: int) -> list[Any]:
    """The list in a cookie of ours; empty where there is none, or one that is forged or old."""
    if name not in request.COOKIES:
        return []
    try:
        value = signing.loads(request.COOKIES[name], salt=name, max_age=age)
    except signing.BadSignature:
        return []
    return value if isinstance(value, list) else []
