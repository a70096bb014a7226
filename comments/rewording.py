"""New words in the place of a comment's old ones: rendered, stored, and all that follows from them."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from . import naming, upkeep
from .models import Comment
from .notices import telling


class Words(NamedTuple):
    """As typed, as rendered, and whom they name."""

    body: str
    html: str
    named: list[naming.Named]


def rendered(comment: Comment, body: str) -> Words:
    """`body` as it would stand in `comment`."""
    draft = Comment(post=comment.post, author=comment.author, body=body)
    named = naming.attach(draft)
    return Words(body, draft.rendered_body([one.name for one in named]), named)


def put_in(comment: Comment, new: Words, changed_at: datetime | None) -> None:
    """In a transaction that has locked the comment. Only what others have read before is called edited, be
    it withheld now."""
    comment.body = new.body
    if comment.shown_in is not None:
        comment.edited_at = changed_at
    passage = getattr(comment, "passage", None)
    changes = upkeep.changes_for(comment=comment).get(comment.pk, ())
    comment.html = upkeep.fragment_of(comment, new.html, passage, changes)
    comment.save(update_fields=["body", "html", "edited_at"])
    naming.replace_mentions(comment, new.named)
    if comment.is_shown:
        telling.mentions_changed(comment.pk)
    upkeep.show_anew({comment.post_id})
