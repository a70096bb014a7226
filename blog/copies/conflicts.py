"""Two who save one essay: the second is told, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Sequence

from ..models import Post


class Conflict(Exception):
    """The essay has another text now than the one that this change began with: its revision `onto`."""

    def __init__(self, onto: int) -> None:
        super().__init__(onto)
        self.onto = onto


def require_base(post: Post, base: int, lines: Sequence[str]) -> None:
    """Raise Conflict where a revision after `base` says something else than `post` and `lines` do.

    The essay's row stays as it is until the end of the transaction, which the caller has begun. A form that
    was sent twice finds its own words, and is no conflict.
    """
    rows = Post.objects.select_for_update(of=("self",)).only("title", "body", "revision_number")
    now = rows.get(pk=post.pk)
    if now.revision_number == base:
        return
    if (now.title, now.body, now.source_lines()) != (post.title, post.body, list(lines)):
        raise Conflict(now.revision_number)
