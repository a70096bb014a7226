"""What is done with accounts."""

from __future__ import annotations

from django.db import transaction

from . import pictures
from .models import User


@transaction.atomic
def save_profile(
    *, user: User, picture: pictures.Picture | None = None, remove_picture: bool = False
) -> None:
    """Store a changed profile. A new picture replaces the old one, whose file goes with the commit."""
    old = user.picture.name
    if picture:
        user.picture = pictures.as_file(picture)
    elif remove_picture:
        user.picture = ""
    user.full_clean(exclude=["picture", "password"])
    user.save()
    if old and old != user.picture.name:
        transaction.on_commit(lambda: pictures.delete(old))
