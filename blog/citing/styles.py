"""In which style a reader sees an essay, and what of it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from accounts import preferences
from accounts.prepared import Prepared
from courses.models import Course
from sources.models import rules_of_citing
from sources.styling.styles import Style

from .. import marks
from ..models import Post, Rendering

COOKIE = "citation-style"
# What each style's manual calls the list; as written it is what the seed's author called it.
_HEADINGS = {
    Style.AS_WRITTEN: "Sources Used:",
    Style.MLA: "Works Cited",
    Style.APA: "References",
    Style.HARVARD: "Reference list",
    Style.CHICAGO_AUTHOR_DATE: "References",
    Style.CHICAGO_17_AUTHOR_DATE: "References",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """An essay as one reader sees it; `is_ready` is False where the style they asked for is still to come.

    `has_marks`: other apps mark something in it (blog/followers.py); `is_marked`: this reader sees that.
    """

    style: Style
    body_html: str
    sources_html: str
    is_ready: bool = True
    has_marks: bool = False
    is_marked: bool = False

    @property
    def heading(self) -> str:
        return _HEADINGS.get(self.style if self.is_ready else Style.AS_WRITTEN, "Bibliography")


def style_for(request: HttpRequest, course: Course, post: Post | None = None) -> Style:
    """The reader's own choice, else the author's for `post`, else the course's."""
    user = request.user
    own = user.citation_style if user.is_authenticated else request.COOKIES.get(COOKIE, "")
    for value in (own, post.citation_style if post else ""):
        if value in Style.values:
            return Style(value)
    return Style(rules_of_citing(course).style)


def keep_choice(request: HttpRequest, response: HttpResponse, style: Style) -> None:
    preferences.keep(request, response, COOKIE, style, citation_style=style)


_rendering = Prepared(
    lambda viewer, post, style: (
        Rendering.objects.filter(post=post, style=style)
        .exclude(body_html="")
        .values_list("body_html", "marked_html", "sources_html")
    )
)


def shown(request: HttpRequest, post: Post) -> Shown:
    """`post` in the reader's style: no query as written, one in a style, and never the renderer."""
    style, found = style_for(request, post.course, post), None
    if style.is_rendered:
        found = _rendering.first(request.user, post=post.pk, style=style.value)
    body_html, marked_html, sources_html = found or (post.body_html, post.marked_html, post.sources_html)
    is_marked = bool(marked_html) and marks.are_wanted_by(request)
    return Shown(
        style,
        marked_html if is_marked else body_html,
        sources_html,
        is_ready=bool(found) or not style.is_rendered,
        has_marks=bool(marked_html),
        is_marked=is_marked,
    )
