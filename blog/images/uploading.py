"""Pictures that people send: stored as they were encoded anew, within limits."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts import pictures
from accounts.later import soon
from accounts.models import User
from accounts.rates import AN_HOUR

from .. import tasks
from ..models import Image
from .files import delete_files

# A document with two hundred pictures comes in at once, and once more after a mistake.
MAX_UPLOADS_PER_HOUR = 500
# Of one person, those in essays among them: ten times what a long essay has.
MAX_PICTURES = 2_000


class UploadRefused(Exception):
    """Why somebody may not send a picture now, in words for them; `wait` are seconds, 0 where none help."""

    def __init__(self, message: str, *, wait: int = 0) -> None:
        super().__init__(message)
        self.wait = wait


def check_room(user: User, *, count: int = 1) -> None:
    """Raise UploadRefused where `user` may not send `count` pictures more."""
    if not settings.RATE_LIMITS:
        return
    since = timezone.now() - timedelta(seconds=AN_HOUR)
    if user.images.filter(uploaded_at__gte=since).count() + count > MAX_UPLOADS_PER_HOUR:
        raise UploadRefused(
            f"You have sent {MAX_UPLOADS_PER_HOUR} pictures within an hour. Please go on later.", wait=AN_HOUR
        )
    if user.images.count() + count > MAX_PICTURES:
        raise UploadRefused(
            f"You keep {MAX_PICTURES} pictures here, and that is all there is room for. "
            "Delete some that no essay shows (My pictures)."
        )


def store_image(
    *,
    picture: pictures.Picture,
    by: User,
    alt: str = "",
    is_decorative: bool = False,
    caption: str = "",
    credit: str = "",
) -> Image:
    """Keep an encoded picture as one of `by`'s; a task makes its copies.

    It may come without a description, from a document or the clipboard: no essay is published with it then.
    Raises UploadRefused, and ValidationError by field; nothing is stored then.
    """
    check_room(by)
    image = Image(alt=alt, is_decorative=is_decorative, caption=caption, credit=credit, uploaded_by=by)
    image.full_clean(exclude=["file", "width", "height"])
    image.file = pictures.as_file(picture)
    try:
        with transaction.atomic():
            image.save()
    except BaseException:
        delete_files([str(image.file.name)])
        raise
    soon(tasks.make_copies, image.pk)
    return image
