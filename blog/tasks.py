"""Work that a reader or writer should not wait for."""

from __future__ import annotations

from accounts.later import task

from .citing.reciting import recite_posts
from .images import files, sweeping
from .models import Image


@task()
def make_copies(image: int) -> list[int]:
    """Make the copies of a picture. One that is gone by now needs none."""
    found = Image.objects.filter(pk=image).first()
    return files.make_copies(found) if found else []


@task()
def drop_picture(image: int) -> bool:
    """Delete a picture that has lost its place, unless a text shows it. Returns whether it did."""
    found = Image.objects.filter(pk=image).first()
    return sweeping.drop(found) if found else False


@task()
def recite_later(posts: list[int]) -> int:
    """Compare essays with their sources anew, after one of these changed. Returns how many."""
    recite_posts(posts, anew=True)
    return len(posts)
