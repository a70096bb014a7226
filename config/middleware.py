"""What every request passes."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from .errors import method_not_allowed


def utf8_forms_only(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse a form that says it is in another encoding: Django decodes it, and some codecs break it."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.encoding and codecs.lookup(request.encoding).name != "utf-8":
            raise BadRequest("Forms are sent in UTF-8.")
        return get_response(request)

    return answer


def page_for_wrong_method(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """An address that only takes forms ends up in a browser's address bar: show a page, not an empty one."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return method_not_allowed(request, response["Allow"])
        return response

    return answer
