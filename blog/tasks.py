"""Work that a reader or writer should not wait for."""

from __future__ import annotations

from accounts.later import task

from .citing.reciting import recite_posts
from .images import files
from .models import Image


@task()
def make_copies(image: int) -> list[int]:
    """Make the copies of a picture. One that is gone by now needs none."""
    found = Image.objects.filter(pk=image).first()
    return files.make_copies(found) if found else []


@task()
def recite_later(posts: list[int]) -> int:
    """Compare essays with their sources anew, after one of these changed. Returns how many."""
    recite_posts(posts, anew=True)
    return len(posts)
