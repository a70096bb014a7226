"""The computed copies that comments keep: made anew after a change of what they are made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F

from accounts.addresses import address
from blog.models import Post

from . import drawing, paths
from .anchoring import chips
from .ids import BATCH
from .locking import lock_thread
from .models import Comment, CommentQuerySet, Passage, RevisionCause

# So many revisions a comment tells of; the list of revisions has them all.
MAX_CHANGES = 3


class Misplaced(NamedTuple):
    """A comment whose `path` or `depth` is not what its parents say; `right` is the path that they say."""

    pk: int
    path: str
    depth: int
    right: str


def fragment_of(
    comment: Comment,
    body_html: str,
    passage: Passage | None = None,
    changes: Sequence[drawing.Change] = (),
) -> str:
    """The stored part of a comment's display, with its rendered text, the passage that it answers, and what
    was revised in answer to it."""
    quote = chips.of(passage) if passage else None
    return drawing.fragment(
        created_at=comment.created_at,
        body_html=body_html,
        edited=comment.edited_at is not None,
        question=comment.question,
        quote=quote,
        thanks=comment.thanks_count,
        changes=changes,
    )


def changes_for(**which: Any) -> dict[int, list[drawing.Change]]:
    """By comment what was revised in answer to it and readers can see: the latest few, in their order.

    `which` comments: conditions on `RevisionCause`. One query.
    """
    columns = ("comment", "revision__post", "revision__number", "revision__paragraphs")
    seen = RevisionCause.objects.filter(revision__is_public=True, revision__is_listed=True, **which)
    found: dict[int, list[drawing.Change]] = {}
    for comment, post, number, paragraphs in seen.order_by("revision__number").values_list(*columns):
        change = drawing.Change(address("blog:revision_detail", post, number), paragraphs)
        found.setdefault(comment, []).append(change)
    return {comment: changes[-MAX_CHANGES:] for comment, changes in found.items()}


def redecorate(comment: Comment) -> None:
    """Make the stored display anew around the text, which stays as rendered. In a transaction."""
    passage = Passage.objects.filter(comment=comment.pk).first()
    changes = changes_for(comment=comment).get(comment.pk, ())
    comment.html = fragment_of(comment, drawing.text_of(comment.html), passage, changes)
    comment.save(update_fields=["html"])
    show_anew({comment.post_id})


def redraw(comments: CommentQuerySet) -> int:
    """Make the stored part of the display of `comments` anew. Returns how many changed."""
    return sum(len(stale) for stale in stale_among(comments, mend=True))


def stale_among(comments: CommentQuerySet, *, mend: bool) -> Iterator[list[Comment]]:
    """Those whose stored display is not what would be drawn now, some at a time; with `mend` it is stored.

    Thread by thread, and a batch is a transaction: nobody who writes meanwhile waits for the whole, and
    nobody waits at all where nothing is mended.
    """
    rows = comments.order_by("pk").select_related("passage").defer("path")
    for post in threads_of(comments):
        after = 0
        while keys := list(rows.filter(post=post, pk__gt=after).values_list("pk", flat=True)[:BATCH]):
            after = keys[-1]
            batch = rows.filter(pk__in=keys)
            yield _redrawn(post, batch) if mend else _stale(batch)


def _stale(comments: CommentQuerySet) -> list[Comment]:
    """With the display that they should have."""
    stale = []
    rows = list(comments)
    changes = changes_for(comment__in=[comment.pk for comment in rows])
    for comment in rows:
        passage = getattr(comment, "passage", None)
        html = fragment_of(comment, comment.rendered_body(), passage, changes.get(comment.pk, ()))
        if html != comment.html:
            comment.html = html
            stale.append(comment)
    return stale


@transaction.atomic
def _redrawn(post: int, comments: CommentQuerySet) -> list[Comment]:
    lock_thread(post)
    if stale := _stale(comments):
        Comment.objects.bulk_update(stale, ["html"])
        show_anew({post})
    return stale


def threads_of(comments: CommentQuerySet) -> list[int]:
    """The essays that these comments are on, in the order of their keys."""
    return list(comments.order_by("post").values_list("post", flat=True).distinct())


def rebuild_paths() -> int:
    """Compute every path and depth from the parents. Returns how many were wrong.

    Raises ValueError where a comment is its own ancestor.
    """
    changed = 0
    for post in threads_of(Comment.objects.all()):
        with transaction.atomic():
            lock_thread(post)
            misplaced = misplaced_in(post)
            refile(post, misplaced)
        changed += len(misplaced)
    return changed


def misplaced_in(post: int) -> list[Misplaced]:
    """The comments of this essay whose path or depth does not follow from their parents.

    Raises ValueError as `paths.rebuild` does.
    """
    columns = ("pk", "parent_id", "path", "depth")
    rows = {pk: row for pk, *row in Comment.objects.filter(post=post).order_by("pk").values_list(*columns)}
    found = paths.rebuild({pk: parent for pk, (parent, _, _) in rows.items()})
    return [
        Misplaced(pk, path, depth, found[pk])
        for pk, (_, path, depth) in rows.items()
        if (path, depth) != (found[pk], paths.depth_of(found[pk]))
    ]


def refile(post: int, misplaced: Sequence[Misplaced]) -> None:
    """Put these comments of an essay where they belong."""
    if not misplaced:
        return
    right = [Comment(pk=row.pk, path=row.right, depth=paths.depth_of(row.right)) for row in misplaced]
    Comment.objects.bulk_update(right, ["path", "depth"], batch_size=BATCH)
    show_anew({post})


def show_anew(posts: set[int]) -> None:
    """Raise the versions of these threads: a reader who has them cached asks again."""
    Post.objects.filter(pk__in=posts).update(thread_version=F("thread_version") + 1)
