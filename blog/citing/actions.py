"""What is done when sources change, and when a reader chooses a style."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.db.models import Q

from sources.models import Source, StyleInUse
from sources.styling.styles import Style

from ..exports.tasks import set_own_references
from ..library.styling import library_changed
from ..models import Post
from ..tasks import recite_later
from . import setting
from .reciting import recite, recite_posts
from .tasks import set_course

__all__ = ["recite", "sources_changed", "take_into_use"]

# A class of forty that cites one book waits a second; what is beyond goes to the worker.
AT_ONCE = 50


@transaction.atomic
def sources_changed(sources: Iterable[Source]) -> int:
    """Recite the essays that list or cite `sources`, or show them as proposed. Returns how many."""
    changed = list(sources)
    keys = [source.pk for source in changed]
    among = Q(bibliography__source__in=keys) | Q(citations__source__in=keys) | Q(proposals__source__in=keys)
    posts = sorted(set(Post.objects.filter(among).values_list("pk", flat=True)))
    recite_posts(posts[:AT_ONCE], anew=True)
    if later := posts[AT_ONCE:]:
        recite_later.enqueue(later)
    for post in posts:
        transaction.on_commit(partial(set_own_references.enqueue, post))
    for course in {source.course for source in changed}:
        library_changed(course)
    return len(posts)


def take_into_use(*, post: Post, style: Style) -> None:
    """Show `post` in `style` now, and keep all essays of its course in it from now on."""
    _, is_new = StyleInUse.objects.get_or_create(course=post.course, style=style.value)
    if not setting.done().filter(post=post, style=style.value).exists():
        setting.set_post(post, style)
    if is_new:
        set_course.enqueue(post.course_id, style.value)
