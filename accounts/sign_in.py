"""The way to the sign-in page and back, on which nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import render

from .addresses import address

# What a person typed is shown again where a form could not be taken; these are not theirs to read.
SECRET_FIELDS = ("password", "token", "code")
FIELD_NAMES = {"title": "Title", "body": "Text", "sources": "Sources used"}
MAX_NEXT_LENGTH = 1000


def address_of(page: str, back_to: str) -> str:
    """`page` with `?next=`, if there is somewhere to come back to."""
    return f"{page}?next={quote(back_to)}" if back_to else page


def here(request: HttpRequest, said: str = "") -> str:
    """Where signing in leads back to: `said`, or the address of the page that is shown.

    Nowhere for the answer to a form. On the pages that sign in and up it is what they were called with.
    """
    found = said or (request.get_full_path() if request.method in ("GET", "HEAD") else "")
    if request.path.startswith(address("account_login").removesuffix("login/")):
        found = said or request.GET.get("next", "")
    known = found.startswith("/") and not found.startswith("//") and len(found) <= MAX_NEXT_LENGTH
    return found if known else ""


def sign_in_first(back_to: Callable[..., str] | None = None) -> Callable[..., Any]:
    """`login_required` for a view that takes forms.

    A form whose session has ended is answered with what was typed in it, to be copied: a redirect would
    throw it away. `back_to` makes the address to come back to from the view's arguments, where the
    view's own is not a page.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated:
                return view(request, *args, **kwargs)
            back = back_to(*args, **kwargs) if back_to else request.get_full_path()
            texts = typed_in(request) if request.method == "POST" else []
            if texts:
                context = {"typed": texts, "back_to": back}
                return render(request, "errors/403_signed_out.html", context, status=403)
            return HttpResponseRedirect(address_of(address("account_login"), back))

        return answer

    return decorate


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """The texts of a form, each with its field's name in words, without what is chosen or secret."""
    try:
        fields = request.POST.items()
    except (UnreadablePostError, MultiPartParserError):
        return []
    return [
        (FIELD_NAMES.get(name, ""), value)
        for name, value in fields
        if isinstance(value, str) and " " in value.strip() and not any(s in name for s in SECRET_FIELDS)
    ]
