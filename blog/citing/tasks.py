"""Essays set in citation styles behind the reader's back."""

from __future__ import annotations

from accounts.later import task
from sources.models import Source
from sources.styling.styles import Style

from ..library import entries
from ..models import Post
from . import setting


@task()
def set_styles(post: int) -> list[str]:
    """Set an essay in the styles that it lacks. One that is gone by now needs none."""
    found = Post.objects.filter(pk=post).select_related("course__citation_policy").first()
    styles = setting.missing_styles(found) if found else []
    for style in styles:
        setting.set_post(found, style)
    if styles:
        entries.set_missing(Source.objects.filter(entries__post=post), styles)
    return [style.value for style in styles]


@task()
def set_course(course: int, style: str) -> int:
    """Set a course's essays in a style that somebody reads them in now. Returns how many."""
    posts = Post.objects.filter(course=course).exclude(renderings__in=setting.done().filter(style=style))
    count = 0
    for post in posts.select_related("course").iterator(chunk_size=50):
        setting.set_post(post, Style(style))
        count += 1
    entries.set_missing(Source.objects.filter(course=course), [Style(style)])
    return count
