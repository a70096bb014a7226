"""Whether the stored part of every comment's display is what would be drawn now."""

from __future__ import annotations

from collections.abc import Iterator

from .. import upkeep
from ..models import Comment
from .findings import Finding


def stale_displays(*, repair: bool) -> Iterator[Finding]:
    for stale in upkeep.stale_among(Comment.objects.all(), mend=repair):
        for comment in stale:
            yield Finding(
                f"Comment {comment.pk} is stored as it is not drawn any more; it should be redrawn."
            )
