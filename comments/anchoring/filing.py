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


def file_passage(comment: Comment) -> Passage | None:
    """Store what was attached to `comment`, which is stored by now. Two queries; none without a passage.

    The essay may have been revised since the passage was chosen; under the lock of the post it is not.
    """
    if not Comment.passage.is_cached(comment):
        return None
    passage: Passage = comment.passage
    passage.comment = comment
    passage.placed_at = timezone.now()
    post = Post.objects.filter(pk=comment.post_id)
    version = post.values_list("version", flat=True).get()
    if version != passage.post_version:
        passage.post_version = version
        essay = Likeness(essay_text(post.values_list("body_html", flat=True).get()))
        place_in(essay, passage)
    passage.save(force_insert=True)
    return passage
