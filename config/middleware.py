"""What every request passes."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from .errors import method_not_allowed

Answer = Callable[[HttpRequest], HttpResponse]


def content_security_policy(get_response: Answer) -> Answer:
    """One policy for all pages, put into words once: the library's own middleware does so for each answer,
    which was a third of what all middleware costs."""
    policy = build_policy()

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # Django's pages about errors have styles of their own.
        if not (settings.DEBUG and response.status_code in (404, 500)):
            response.headers.setdefault(HEADER, policy)
        # Other sites may show our pictures and read our feeds, and take in no page.
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return answer


def utf8_forms_only(get_response: Answer) -> Answer:
    """Refuse a form that says it is in another encoding: Django decodes it, and some codecs break it."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.encoding and codecs.lookup(request.encoding).name != "utf-8":
            raise BadRequest("Forms are sent in UTF-8.")
        return get_response(request)

    return answer


def page_for_wrong_method(get_response: Answer) -> Answer:
    """An address that only takes forms ends up in a browser's address bar: show a page, not an empty one."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return method_not_allowed(request, response["Allow"])
        return response

    return answer
