"""Whether an essay came in after it was due. Its course says whether that is marked."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Case, F, Value, When

from ..models import Post

# As a column: 1 where it was late.
IS_LATE = Case(When(submitted_at__gt=F("unit__posts_due_at"), then=Value(1)), default=Value(0))


def due_of(post: Post) -> datetime | None:
    return post.unit.posts_due_at if post.unit else None


def is_late(post: Post) -> bool:
    """The course marks it, and the essay was first handed in, scheduled or published after it was due."""
    due = due_of(post)
    if not (due and post.submitted_at and post.submitted_at > due):
        return False
    return post.course.rules_of_writing().marks_late


def would_be_late(post: Post, now: datetime) -> bool:
    """The course marks it, and the essay is not in although it is due."""
    due = due_of(post)
    return bool(due and not post.submitted_at and now > due) and post.course.rules_of_writing().marks_late
