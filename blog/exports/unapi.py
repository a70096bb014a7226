"""An essay's reference for programs that read pages, Zotero first: unAPI 1 (http://unapi.info/specs/)."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ..models import Post
from .bibliography import itself
from .files import FORMATS

NAME = "ris"
FORMAT = FORMATS[NAME]
# Eighteen digits fit into a key of any database.
_ID = re.compile(r"essay-([0-9]{1,18})")


@require_safe
def unapi(request: HttpRequest) -> HttpResponse:
    """The formats there are (200); those of one essay (300); the essay in one (200). Else 404 and 406."""
    asked, name = request.GET.get("id"), request.GET.get("format")
    if asked is None:
        return _formats()
    match = _ID.fullmatch(asked)
    found = Post.objects.visible_to(request.user).filter(pk=int(match[1])) if match else Post.objects.none()
    post = found.with_names(request.user).select_related("course").first()
    if not post:
        return _plain("There is no such essay.", 404)
    if name is None:
        return _formats(f' id="{asked}"', status=300)
    if name != NAME:
        return _plain(f"Essays are here in one format: {NAME}.", 406)
    address = request.build_absolute_uri(post.get_absolute_url())
    return HttpResponse(
        FORMAT.text(itself(post, address).items), content_type=f"{FORMAT.media_type}; charset=utf-8"
    )


def _formats(of: str = "", **extra: Any) -> HttpResponse:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<formats{of}><format name="{NAME}" type="{FORMAT.media_type}"/></formats>\n'
    )
    return HttpResponse(text, content_type="application/xml; charset=utf-8", **extra)


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
