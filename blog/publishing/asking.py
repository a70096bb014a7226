"""What is asked of an essay before it leaves its writers' hands."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from ..checklist.requiring import require_asked
from ..citing.requiring import require_sources
from ..images.describing import require_descriptions
from ..models import Post

NEEDED = {
    "title": "An essay needs a title before it can be published.",
    "body": "An essay needs a text before it can be published.",
}


def require(post: Post, lines: Sequence[str] | None = None) -> None:
    """Raise ValidationError, by field, where the essay lacks what its course asks for.

    `lines` are its sources where they are not saved yet. Of an essay that is stored, but for these.
    """
    require_words(post)
    require_descriptions(post)
    require_sources(post, lines)
    require_asked(post, lines)


def require_words(post: Post) -> None:
    missing = {name: said for name, said in NEEDED.items() if not getattr(post, name).strip()}
    if missing:
        raise ValidationError(missing)
