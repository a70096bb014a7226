"""Whether a reader sees what other apps mark in essays (blog/followers.py)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from accounts import preferences

COOKIE = "marks"
HIDDEN = "hidden"


def are_wanted_by(request: HttpRequest) -> bool:
    """Until a reader switches them off they see them."""
    if request.user.is_authenticated:
        return request.user.sees_marks
    return request.COOKIES.get(COOKIE) != HIDDEN


def keep_choice(request: HttpRequest, response: HttpResponse, *, are_wanted: bool) -> None:
    preferences.keep(request, response, COOKIE, "" if are_wanted else HIDDEN, sees_marks=are_wanted)
