"""References set behind the reader's back."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.later import task
from sources import typesetting
from sources.styling.rendering import RenderingFailed

from ..citing import setting
from ..models import Post
from . import preparing


@task()
def set_own_references(post: int) -> bool:
    """Set a published essay, and the works it lists, in every style. One that is gone by now needs none."""
    found = Post.objects.published().select_related("author", "course").filter(pk=post).first()
    if found:
        preparing.prepare(found)
    if typesetting.is_overdue():
        forget_typeset.enqueue()
    return found is not None


@task()
def set_all_references() -> int:
    """Set every published essay so, and its text in the styles that its course uses. Returns how many."""
    count = 0
    posts = Post.objects.published().with_names(AnonymousUser()).select_related("course__citation_policy")
    for post in posts.iterator(chunk_size=50):
        for style in setting.missing_styles(post):
            setting.set_post(post, style)
        preparing.prepare(post)
        count += 1
    return count


@task()
def forget_typeset() -> int:
    """Delete what was typeset long ago and no page shows. Returns how many answers."""
    try:
        return typesetting.forget_old(but=preparing.shown_lists())
    except RenderingFailed:  # what pages show cannot be told without it
        return 0
