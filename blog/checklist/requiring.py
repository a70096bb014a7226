"""What a course asks of every essay before it is handed in or published, of its unit's checklist."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from ..citing import desk
from ..models import Post
from .items import Item, Name
from .reading import checks

# Citations and pictures are asked for where each of them can be named (blog/citing/requiring.py).
_ASKED_HERE = (Name.LENGTH, Name.SOURCES, Name.QUESTION)


def require_asked(post: Post, lines: Sequence[str] | None = None) -> None:
    """Raise ValidationError, by field, where the course requires what the essay does not have.

    `lines` are the essay's sources where they are not saved yet.
    """
    rules = post.course.rules_of_writing()
    if not (rules.requires_length or rules.requires_unit_sources or rules.requires_key_question):
        return
    found = checks(post, desk.read(post, lines=lines), unit=post.unit, question=post.key_question)
    lacking = [item for item in found.items if _is_lacking(item)]
    if lacking:
        raise ValidationError({item.field: f"{_said(item)} This course asks for it." for item in lacking})


def _is_lacking(item: Item) -> bool:
    return item.name in _ASKED_HERE and item.is_required and not item.is_done


def _said(item: Item) -> str:
    return f"{item.text}: {item.missing}."
