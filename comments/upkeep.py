"""The computed copies that comments keep: made anew after a change of what they are made from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.db import transaction
from django.db.models import F, QuerySet

from blog.models import Post

from . import drawing, paths
from .models import Comment, CommentQuerySet, Passage

BATCH = 500


def fragment_of(comment: Comment, body_html: str, passage: Passage | None = None) -> str:
    """The stored part of a comment's display, with its rendered text and the passage that it answers."""
    quote = None
    if passage:
        quote = drawing.Quote(passage.exact, passage.placed_at if passage.is_detached else None)
    return drawing.fragment(
        created_at=comment.created_at,
        body_html=body_html,
        edited=comment.edited_at is not None,
        question=comment.question,
        quote=quote,
        thanks=comment.thanks_count,
    )


@transaction.atomic
def redraw(comments: CommentQuerySet) -> int:
    """Make the stored part of the display of `comments` anew. Returns how many changed."""
    changed = 0
    for batch in _batches(comments.order_by("pk").select_related("passage").defer("path")):
        stale = []
        for comment in batch:
            html = fragment_of(comment, comment.rendered_body(), getattr(comment, "passage", None))
            if html != comment.html:
                comment.html = html
                stale.append(comment)
        Comment.objects.bulk_update(stale, ["html"])
        show_anew({comment.post_id for comment in stale})
        changed += len(stale)
    return changed


@transaction.atomic
def rebuild_paths() -> int:
    """Compute every path and depth from the parents. Returns how many were wrong.

    Raises ValueError where a comment is its own ancestor.
    """
    changed = 0
    for post in Post.objects.filter(comments__isnull=False).distinct().values_list("pk", flat=True):
        rows = {pk: (parent, path) for pk, parent, path in _filed(post)}
        found = paths.rebuild({pk: parent for pk, (parent, _) in rows.items()})
        wrong = [
            Comment(pk=pk, path=path, depth=paths.depth_of(path))
            for pk, path in found.items()
            if path != rows[pk][1]
        ]
        Comment.objects.bulk_update(wrong, ["path", "depth"], batch_size=BATCH)
        if wrong:
            show_anew({post})
        changed += len(wrong)
    return changed


def _filed(post: int) -> QuerySet:
    return Comment.objects.filter(post=post).order_by("pk").values_list("pk", "parent_id", "path")


def _batches(comments: CommentQuerySet) -> Iterator[list[Comment]]:
    rows = comments.iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        yield batch


def show_anew(posts: set[int]) -> None:
    """Raise the versions of these threads: a reader who has them cached asks again."""
    Post.objects.filter(pk__in=posts).update(thread_version=F("thread_version") + 1)
