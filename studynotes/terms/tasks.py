"""Essays marked anew behind the back of whoever changed a note or a unit."""

from __future__ import annotations

from .dressing import mark_anew

try:
    from django.tasks import task
except ImportError:  # before Django 6.0
    from django_tasks import task  # type: ignore[no-redef]


@task()
def mark_essays(posts: list[int]) -> int:
    """Mark the terms in these essays as they are when this runs. Returns how many there were."""
    return mark_anew(posts)
