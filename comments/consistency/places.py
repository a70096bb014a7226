"""Whether every comment stands where its parents say."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from .. import paths, upkeep
from ..ids import BATCH
from ..locking import lock_thread
from ..models import Comment
from .findings import Finding, Thread, threads


def misplaced_comments(*, repair: bool) -> Iterator[Finding]:
    """Path and depth follow from the parents, which are comments of the same essay."""
    for thread in threads():
        if not _is_suspicious(thread):
            continue
        with transaction.atomic():
            found = list(_misplaced_in(thread, repair=repair))
        yield from found


def is_in_order(thread: Thread) -> bool:
    """Whether the checks that go by the order of this thread can be made."""
    return not _is_suspicious(thread)


def _is_suspicious(thread: Thread) -> bool:
    """Each comment is compared with its parent alone, so that nothing is kept in memory."""
    columns = ("pk", "path", "depth", "parent_id", "parent__path", "parent__post_id")
    rows = Comment.objects.filter(post=thread.pk).order_by("pk").values_list(*columns)
    return any(
        path != paths.path_of(pk, above or "")
        or depth != paths.depth_of(path)
        or (parent is not None and post != thread.pk)
        for pk, path, depth, parent, above, post in rows.iterator(chunk_size=BATCH)
    )


def _misplaced_in(thread: Thread, *, repair: bool) -> Iterator[Finding]:
    lock_thread(thread.pk)
    try:
        misplaced = upkeep.misplaced_in(thread.pk)
    except ValueError as error:
        yield Finding(f"In {thread}, {error}: its parent has to be set by hand.", by_hand=True)
        return
    for row in misplaced:
        yield Finding(
            f"Comment {row.pk} on {thread} is filed at {row.path or 'no path'}, depth {row.depth};"
            f" it should be at {row.right}, depth {paths.depth_of(row.right)}."
        )
    if repair:
        upkeep.refile(thread.pk, misplaced)
