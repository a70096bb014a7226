"""The page behind the style switch."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.texts import storable
from courses.models import Course
from sources import typesetting
from sources.models import Source
from sources.styling.rendering import RenderingFailed
from sources.styling.styles import Style

from ..library import styling
from ..library.rights import belongs_to
from ..models import Post
from ..numbers import number
from . import actions, styles


@require_POST
def style_choose(request: HttpRequest) -> HttpResponse:
    """Keep the reader's style, and prepare the `post` or `source` that they see; for members, the library."""
    if request.POST.get("style") not in Style.values:
        raise Http404("There is no such citation style.")
    style, post = Style(request.POST["style"]), _post(request)
    if style.is_rendered:
        _prepare(request, style, post)
    response = redirect(post or _next(request))
    styles.keep_choice(request, response, style)
    return response


def _post(request: HttpRequest) -> Post | None:
    pk = number(request.POST.get("post", ""))
    posts = Post.objects.visible_to(request.user).select_related("course__citation_policy")
    return get_object_or_404(posts, pk=pk) if pk else None


def _prepare(request: HttpRequest, style: Style, post: Post | None) -> None:
    if post:
        actions.take_into_use(post=post, style=style, by=request.user)
    if slug := storable(request.POST.get("course", "")):
        course = get_object_or_404(Course, slug=slug)
        if belongs_to(request.user, course):
            styling.take_into_use(course=course, style=style)
    if pk := number(request.POST.get("source", "")):
        source = get_object_or_404(Source.objects.visible_to(request.user), pk=pk)
        try:
            typesetting.entry(source.item(), style)
        except RenderingFailed:
            messages.warning(request, "This style is not available at the moment.")


def _next(request: HttpRequest) -> str:
    """Where the reader came from, on this site; else the home page."""
    address = storable(request.POST.get("next", ""))
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe and address.startswith("/") else "/"
