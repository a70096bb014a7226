"""An earlier text of an essay put back: as a new revision, so that nothing is lost by it either."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from accounts.models import User, Viewer

from ..actions import SETTINGS, save_post
from ..models import Post, PostQuerySet, Revision, Step
from ..publishing.steps import take


def restorable_by(user: Viewer) -> PostQuerySet:
    """Essays of which `user` may put an earlier text back: their own, and those that they manage."""
    posts = Post.objects
    return posts.filter(
        Q(pk__in=posts.editable_by(user).values("pk")) | Q(pk__in=posts.manageable_by(user).values("pk"))
    )


@transaction.atomic
def restore(*, revision: Revision, by: User, reason: str = "") -> bool:
    """Make the title, text and list of `revision` the essay's again. Whether that changed anything.

    Tags, image and audience stay. Raises PermissionDenied, and ValidationError as saving does.
    """
    post = restorable_by(by).select_related("course", "author").filter(pk=revision.post_id)
    if (essay := post.first()) is None:
        raise PermissionDenied
    before = essay.revision_number
    essay.title, essay.body = revision.title, revision.body
    save_post(
        post=essay,
        tags=None,
        source_lines=revision.source_lines,
        by=by,
        reason=reason,
        restores=revision,
        kept=(*SETTINGS, "featured_image"),
    )
    if essay.revision_number == before:
        return False
    take(essay, Step.Kind.RESTORED, by=by, note=reason)
    return True
