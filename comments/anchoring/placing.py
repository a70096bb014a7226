"""Passages follow their essay: placed anew in the transaction that stores its words (blog/followers.py)."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone

from blog.models import Post

from .. import drawing, upkeep
from ..models import Passage, PassageQuerySet
from .essay_text import essay_text
from .likeness import Likeness
from .selectors import Place, Sought, find

# To put such statements together for each row costs Django ten times what the database needs to run them.
_PLACE = """
    UPDATE comments_passage SET "start" = %s, "end" = %s, found = %s, post_version = %s, placed_at = %s
    WHERE comment_id = %s
"""
_DRAW = "UPDATE comments_comment SET html = %s WHERE id = %s"


@transaction.atomic
def place_passages(post: Post) -> int:
    """Find the passages that comments on `post` answer in its text as it is stored now.

    What is found has its new position, what is not keeps its quote and is detached, what was detached comes
    back. Returns how many changed. Six queries at most, for any number of passages.
    """
    passages = list(_of(post).select_related("comment"))
    if not passages:
        return 0
    essay = Likeness(essay_text(post.body_html))
    version = Post.objects.values_list("version", flat=True).get(pk=post.pk)
    now = timezone.now()
    changed = []
    for passage in passages:
        before = (passage.start, passage.end, passage.found)
        place_in(essay, passage)
        if before != (passage.start, passage.end, passage.found):
            passage.post_version, passage.placed_at = version, now
            changed.append(passage)
    _store(changed)
    return len(changed)


def misplaced(post: Post) -> list[int]:
    """The ids of the comments whose passage is not where it says. `place_passages` puts them right."""
    essay = Likeness(essay_text(post.body_html))
    wrong = []
    for passage in _of(post):
        before = (passage.start, passage.end, passage.found)
        place_in(essay, passage)
        if before != (passage.start, passage.end, passage.found):
            wrong.append(passage.pk)
    return wrong


def sought(passage: Passage) -> Sought:
    return Sought(passage.exact, passage.prefix, passage.suffix, passage.start, passage.found)


def _of(post: Post) -> PassageQuerySet:
    return Passage.objects.filter(comment__post=post).order_by("pk")


def place_in(essay: Likeness, passage: Passage) -> None:
    """Set where `passage` stands in this essay, and the words there."""
    place: Place | None = find(essay, sought(passage))
    if place is None:
        passage.start = passage.end = None
        return
    passage.start, passage.end = place
    words = essay.text[place.start : place.end]
    passage.found = "" if words == passage.exact else words


def _store(passages: list[Passage]) -> None:
    """Write their places, and what their comments show of them."""
    if not passages:
        return
    moment = connection.ops.adapt_datetimefield_value
    places = [
        (
            passage.start,
            passage.end,
            passage.found,
            passage.post_version,
            moment(passage.placed_at),
            passage.pk,
        )
        for passage in passages
    ]
    changes = upkeep.changes_for(comment__post=passages[0].comment.post_id)
    drawn = [
        (
            upkeep.fragment_of(comment, drawing.text_of(comment.html), passage, changes.get(comment.pk, ())),
            comment.pk,
        )
        for passage in passages
        if (comment := passage.comment).html
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_PLACE, places)
        cursor.executemany(_DRAW, drawn)
    upkeep.show_anew({passages[0].comment.post_id})
