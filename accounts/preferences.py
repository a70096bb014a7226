"""What a reader has chosen for every page: kept with their account, or in their browser."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from .models import User

A_YEAR = 365 * 24 * 3600


def keep(request: HttpRequest, response: HttpResponse, cookie: str, said: str, **columns: Any) -> None:
    """Store `columns` of the reader's account, or what is `said` in the cookie; without a word it goes."""
    if request.user.is_authenticated:
        User.objects.filter(pk=request.user.pk).update(**columns)
    elif said:
        response.set_cookie(
            cookie, said, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    else:
        response.delete_cookie(cookie, samesite="Lax")
