"""What a filled in form of an essay does to the essay."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from accounts.rates import AN_HOUR

from .. import actions
from ..forms import PostForm

# A class that hands in drafts written elsewhere stays far below it; a script does not.
MAX_NEW_POSTS_PER_HOUR = 30


def save(form: PostForm, *, by: User, publish: bool) -> bool:
    """Store what a valid form says; False where it cannot be, and then the form says why.

    Raises Conflict where another text was saved since this one was begun.
    """
    cleaned = form.cleaned_data
    try:
        actions.save_post(
            post=form.instance,
            tags=None if "tag_names" in form.kept else cleaned["tag_names"],
            source_lines=cleaned["sources"],
            plate=form.plate(),
            publish=publish,
            by=by,
            reason=cleaned.get("reason", ""),
            base=cleaned["base"] if "base" in form.data else None,
            answers=form.data.get("answers", ""),
            kept=form.kept_settings(),
            described=form.described(),
        )
    except ValidationError as error:
        form.tell(error)
        return False
    return True


def writes_too_fast(writer: User) -> bool:
    if not settings.RATE_LIMITS:
        return False
    since = timezone.now() - timedelta(seconds=AN_HOUR)
    return writer.posts.filter(created_at__gte=since).count() >= MAX_NEW_POSTS_PER_HOUR
