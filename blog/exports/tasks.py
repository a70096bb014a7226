"""References set behind the reader's back."""

from __future__ import annotations

from ..models import Post
from . import preparing

try:
    from django.tasks import task
except ImportError:  # before Django 6.0
    from django_tasks import task  # type: ignore[no-redef]


@task()
def set_own_references(post: int) -> bool:
    """Set an essay, and the works it lists, in every style. One that is gone by now needs none."""
    found = Post.objects.select_related("author", "course").filter(pk=post).first()
    if found:
        preparing.prepare(found)
    return found is not None
