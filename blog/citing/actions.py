"""What is done when sources change, and when a reader chooses a style."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.later import soon
from accounts.models import Viewer
from sources.models import Source, StyleInUse
from sources.styling.styles import Style

from .. import followers
from ..exports.tasks import set_own_references
from ..library.rights import belongs_to
from ..library.styling import library_changed
from ..models import Post, Rendering
from ..tasks import recite_later
from . import setting
from .reciting import recite_posts
from .tasks import set_course

# A class of forty that cites one book waits a second; what is beyond goes to the worker.
AT_ONCE = 50
# A renderer that fails may take its whole time to do so, and whoever waits for it clicks again.
ASK_AGAIN_AFTER = timedelta(minutes=5)


@transaction.atomic
def sources_changed(sources: Iterable[Source]) -> int:
    """Recite the essays that list or cite `sources`, or show them as proposed. Returns how many.

    What else depends on them follows (blog/followers.py).
    """
    changed = list(sources)
    keys = [source.pk for source in changed]
    among = Q(bibliography__source__in=keys) | Q(citations__source__in=keys) | Q(proposals__source__in=keys)
    posts = sorted(set(Post.objects.filter(among).values_list("pk", flat=True)))
    recite_posts(posts[:AT_ONCE], anew=True)
    if later := posts[AT_ONCE:]:
        recite_later.enqueue(later)
    followers.sources_changed(keys)
    for post in posts:
        soon(set_own_references, post)
    for course in {source.course for source in changed}:
        library_changed(course)
    return len(posts)


def take_into_use(*, post: Post, style: Style, by: Viewer) -> None:
    """Show `post` in `style` now. A member's choice keeps all essays of the course in it from now on.

    Anyone else's lasts until `post` changes: each style in use costs every essay a rendering at each save.
    """
    is_new = False
    if belongs_to(by, post.course):
        _, is_new = StyleInUse.objects.get_or_create(course=post.course, style=style.value)
    if not _is_done(post, style):
        setting.set_post(post, style)
    if is_new:
        set_course.enqueue(post.course_id, style.value)


def _is_done(post: Post, style: Style) -> bool:
    """The renderer has answered, or has failed so lately that it is not asked again."""
    failed = Q(made_at__gte=timezone.now() - ASK_AGAIN_AFTER) & ~Q(problem="")
    answered = Q(made_at__isnull=False, problem="")
    return Rendering.objects.filter(answered | failed, post=post, style=style.value).exists()
