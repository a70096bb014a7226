"""Pictures that nobody needs any more: sent and shown nowhere, for a long time."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import chain

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User

from ..models import Image, Post, Revision, WorkingCopy
from . import elsewhere
from .figures import names_in
from .files import delete_files, files_of

# An essay that is written over a term may wait as long for a picture of its first day.
KEPT_UNUSED = timedelta(days=180)
AT_ONCE = 200
# What was written before a search, and is stored while it goes on.
LONGEST_SAVE = timedelta(minutes=1)


def sweep(now: datetime) -> int:
    """Delete old pictures that no essay, other page, revision or unsaved text names. Returns how many."""
    old = Image.objects.in_no_essay().filter(uploaded_at__lt=now - KEPT_UNUSED)
    swept = 0
    last = 0
    while images := list(old.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        last = images[-1].pk
        swept += _delete(images)
    return swept


def delete(*, image: Image, by: User) -> bool:
    """Delete one of `by`'s own pictures, unless an essay, a revision or an unsaved text names it.

    Returns whether it did. Raises PermissionDenied where somebody else sent it.
    """
    if image.uploaded_by_id != by.pk:
        raise PermissionDenied
    return drop(image)


def drop(image: Image) -> bool:
    """Delete a picture that has lost its place, unless it has another one. Returns whether it did."""
    return bool(_delete(list(Image.objects.in_no_essay().filter(pk=image.pk))))


def _delete(images: list[Image]) -> int:
    """All texts are searched before anything is locked; within, only those that were written meanwhile."""
    begun = timezone.now() - LONGEST_SAVE
    used = _used({image.name for image in images})
    unused = [image for image in images if image.name not in used]
    with transaction.atomic():
        used = _used({image.name for image in unused}, since=begun)
        still = [image.pk for image in unused if image.name not in used]
        gone = list(Image.objects.in_no_essay().filter(pk__in=still))
        Image.objects.filter(pk__in=[image.pk for image in gone]).delete()
        names = [name for image in gone for name in files_of(image)]
        transaction.on_commit(lambda: delete_files(names))
    return len(gone)


def _used(names: set[str], since: datetime | None = None) -> set[str]:
    """Those of `names` that a text has somewhere: revisions that nobody reads, and texts not saved, too."""
    found: set[str] = set()
    if not names:
        return found
    # One that somebody deletes is looked for in the database: they wait for it.
    some = next(iter(names)) if len(names) == 1 else "image:"
    own = elsewhere.texts_with(some, since, posts=Post, revisions=Revision, copies=WorkingCopy)
    for body in chain(own, elsewhere.texts(some, since)):
        found |= names.intersection(names_in(body))
    return found
