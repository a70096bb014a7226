"""allauth's pages at our addresses, with a status that says so where a form is refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.urls import urlpatterns as account_urls
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

from .requests import form_methods


def refused_as_422(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """allauth redirects after every form that it takes; a page in answer to a POST is the form again."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 200:
            response.status_code = 422
        return response

    return answer


# Some of allauth's views answer before they look at the method.
urlpatterns = [
    URLPattern(page.pattern, form_methods(refused_as_422(page.callback)), page.default_args, page.name)
    for page in account_urls
]
