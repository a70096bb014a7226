"""A comment as it will look, before it is sent: the server's own rendering."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from accounts.clients import client_address
from accounts.models import Viewer
from accounts.rates import is_over
from accounts.texts import storable, upright
from blog.models import Post
from blog.views import visible_post

from .. import citing
from ..models import MAX_BODY_LENGTH
from ..naming import named_in

# Half a second after the last key, as fast as somebody pauses.
MAX_PREVIEWS_PER_MINUTE = 90
A_MINUTE = 60


def rendered(body: str, post: Post, viewer: Viewer) -> SafeString:
    """`body` as a comment of `viewer`, cut where a comment would be too long."""
    text = upright(storable(body))[:MAX_BODY_LENGTH]
    return citing.body_html(text, post.pk, [one.name for one in named_in(text, post, viewer)])


@require_POST
def comment_preview(request: HttpRequest, course: str, slug: str) -> HttpResponse:
    """What static/js/reply-tools.js shows below the field."""
    post = visible_post(request.user, course, slug)
    if _asks_too_often(request):
        refusal = HttpResponse("<p>Too many previews. The text itself is kept.</p>", status=429)
        refusal["Retry-After"] = str(A_MINUTE)
        return refusal
    return HttpResponse(rendered(request.POST.get("body", ""), post, request.user))


def _asks_too_often(request: HttpRequest) -> bool:
    who = request.user.pk if request.user.is_authenticated else client_address(request)
    return is_over("comment-previews", who, limit=MAX_PREVIEWS_PER_MINUTE, seconds=A_MINUTE)
