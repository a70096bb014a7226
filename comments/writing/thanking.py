"""Thanks: the one reaction. It is counted and shown, and orders nothing."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User, Viewer
from blog.authorship.names import Author

from .. import upkeep
from ..locking import locked
from ..models import Comment, Thanks
from ..people import visible_people

# So many names of who thanked are shown; the number says the rest.
MOST_NAMED = 30


@transaction.atomic
def toggle_thanks(*, comment: Comment, by: User) -> Comment:
    """Thank for `comment`, which `by` sees, or take it back. Returns it with its new `thanks_count`.

    Raises PermissionDenied where there is nothing to thank for: one's own, and what is not shown.
    """
    comment = locked(comment.pk)
    if comment.author_id == by.pk or not comment.is_shown:
        raise PermissionDenied
    thanks, is_new = Thanks.objects.get_or_create(comment=comment, user=by)
    if not is_new:
        thanks.delete()
    comment.thanks_count = comment.thanks.count()
    comment.save(update_fields=["thanks_count"])
    upkeep.redecorate(comment)
    return comment


def who_thanked(comment: Comment, viewer: Viewer) -> list[Author]:
    """Those whom `viewer` meets here anyway, the first first; an essay's authors under its names."""
    people = visible_people(viewer).filter(thanks__comment=comment).order_by("thanks__given_at")
    masked = comment.post.masked
    return [
        Author(0, masked[one.pk]) if one.pk in masked else Author(one.pk, one.display_name, one.slug)
        for one in people.only("display_name", "slug")[:MOST_NAMED]
    ]
