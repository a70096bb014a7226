"""Essays marked anew behind the back of whoever changed a note or a unit."""

from __future__ import annotations

from accounts.later import task

from .dressing import mark_anew


@task()
def mark_essays(posts: list[int]) -> int:
    """Mark the terms in these essays as they are when this runs. Returns how many there were."""
    return mark_anew(posts)
