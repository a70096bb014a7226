"""Whether a reader sees what other apps mark in essays (blog/followers.py)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from accounts.models import User

COOKIE = "marks"
HIDDEN = "hidden"
A_YEAR = 365 * 24 * 3600


def are_wanted_by(request: HttpRequest) -> bool:
    """Until a reader switches them off they see them."""
    if request.user.is_authenticated:
        return request.user.sees_marks
    return request.COOKIES.get(COOKIE) != HIDDEN


def keep_choice(request: HttpRequest, response: HttpResponse, *, are_wanted: bool) -> None:
    """Remember the reader's choice: with their account, or in their browser."""
    if request.user.is_authenticated:
        User.objects.filter(pk=request.user.pk).update(sees_marks=are_wanted)
    elif are_wanted:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            COOKIE, HIDDEN, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
