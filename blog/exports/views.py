"""What leaves the site, for whoever may see what it is made of."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import Viewer
from courses.models import Course
from sources.models import Source
from sources.styling.styles import Style

from ..citing.styles import style_for
from ..models import Post
from ..numbers import number
from . import preparing
from .bibliography import Bibliography, itself, listed_by, style_named
from .files import FORMATS

# What one file holds: four times the library of a long course, and a second's work.
MAX_SOURCES = 1_000


@require_safe
def post_export(request: HttpRequest, course: str, slug: str, extension: str) -> HttpResponse:
    listed = listed_by(_post(request.user, course, slug))
    if not listed.items:
        raise Http404("This essay lists no sources.")
    return listed.download(extension, _style(request))


@require_safe
def reference_export(request: HttpRequest, course: str, slug: str, extension: str) -> HttpResponse:
    post = _post(request.user, course, slug)
    if extension not in FORMATS:
        raise Http404("There is no such format.")
    return itself(post, _address(request, post)).download(extension)


@require_safe
def post_cite(request: HttpRequest, course: str, slug: str) -> HttpResponse:
    post = _post(request.user, course, slug)
    address, style = _address(request, post), style_for(request, post.course, post)
    references = preparing.own_references(post, address)
    listed = listed_by(post)
    context = {
        "post": post,
        # The reader's own style leads.
        "references": sorted(references, key=lambda pair: pair[0] != style),
        "is_waiting": not all(reference.is_ready for _, reference in references),
        "own_files": itself(post, address).offers(f"{address}cite.{{}}".format),
        "count": len(listed.items),
        "files": listed.offers(f"{address}sources.{{}}".format),
        "styles": Style.choices,
        "style": style,
    }
    return render(request, "blog/post_cite.html", context)


@require_safe
def source_export(request: HttpRequest, course: str) -> HttpResponse:
    """The library of a course, or what is chosen of it; without `format` the page to choose one on."""
    home = get_object_or_404(Course.objects.select_related("citation_policy"), slug=course)
    wanted, extension = request.GET.getlist("ids"), request.GET.get("format", "")
    sources, count = _visible_sources(request.user, home, wanted)
    if not sources and (wanted or extension):
        raise Http404("None of these sources can be seen here.")
    items = [source.item() for source in sources]
    chosen = Bibliography(f"Sources of {home.title}", f"{home.slug}-sources", items)
    if extension:
        return chosen.download(extension, _style(request))
    keys = [source.pk for source in sources] if wanted else []
    context = {
        "course": home,
        "ids": keys,
        "count": count,
        "limit": MAX_SOURCES,
        "files": chosen.offers(lambda name: f"?{urlencode({'format': name, 'ids': keys}, doseq=True)}"),
        "styles": Style.choices,
        "style": style_for(request, home),
    }
    return render(request, "blog/source_export.html", context)


def _post(viewer: Viewer, course: str, slug: str) -> Post:
    posts = Post.objects.visible_to(viewer).with_names(viewer).select_related("course__citation_policy")
    return get_object_or_404(
        posts.defer("body", "body_html", "marked_html", "sources_html"), course__slug=course, slug=slug
    )


def _address(request: HttpRequest, post: Post) -> str:
    return request.build_absolute_uri(post.get_absolute_url())


def _visible_sources(viewer: Viewer, course: Course, wanted: list[str]) -> tuple[list[Source], int]:
    """At most MAX_SOURCES of those that `viewer` may see, and how many there are."""
    sources = Source.objects.visible_to(viewer).filter(course=course)
    if wanted:
        sources = sources.filter(pk__in={number(key) for key in wanted})
    found = list(sources[: MAX_SOURCES + 1])
    return found[:MAX_SOURCES], sources.count() if len(found) > MAX_SOURCES else len(found)


def _style(request: HttpRequest) -> Style:
    return style_named(request.GET.get("style") or Style.AS_WRITTEN)
