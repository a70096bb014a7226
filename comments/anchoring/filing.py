"""Stores the passage of a comment that is being stored, in the transaction of comments/actions.py."""

from __future__ import annotations

from django.utils import timezone

from blog.models import Post

from ..models import Comment, Passage
from .essay_text import essay_text
from .fields import Chosen
from .likeness import Likeness
from .placing import place_in


def attach(comment: Comment, chosen: Chosen) -> None:
    """Let `comment`, which is not stored yet, answer this passage."""
    sought, (start, end) = chosen.sought, chosen.place
    Passage(
        comment=comment,
        exact=sought.exact,
        prefix=sought.prefix,
        suffix=sought.suffix,
        start=start,
        end=end,
        post_version=chosen.version,
    )


def file_passage(comment: Comment, version: int) -> Passage | None:
    """Store what was attached to `comment`, which is stored by now: one query, none without a passage.

    `version` is that of the essay under its lock: it may have been revised since the passage was chosen.
    """
    if not Comment.passage.is_cached(comment):
        return None
    passage: Passage = comment.passage
    passage.comment = comment
    passage.placed_at = timezone.now()
    if version != passage.post_version:
        passage.post_version = version
        words = Post.objects.values_list("body_html", flat=True).get(pk=comment.post_id)
        place_in(Likeness(essay_text(words)), passage)
    passage.save(force_insert=True)
    return passage
