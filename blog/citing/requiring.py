"""What a course may ask of an essay before its readers see it: a source for every citation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from django.core.exceptions import ValidationError

from sources.models import rules_of_citing

from ..models import Post
from . import desk

MAX_NAMED = 10
REQUIRED = (
    "In this course each citation of a published essay matches a source. List the missing sources, or answer "
    "the suggestions beside the text; until then the essay can be saved as a draft."
)


def require_sources(post: Post, lines: Sequence[str] | None = None) -> None:
    """Raise ValidationError where the course asks for sources and a citation has none.

    `lines` are the essay's sources where they are not saved yet. What the author answered is not asked again.
    """
    if not rules_of_citing(post.course).requires_sources:
        return
    reading = desk.read(post, lines=lines)
    missing = reading.without_source()
    if not missing:
        return
    starts = [paragraph.start for paragraph in reading.ledger.paragraphs]
    said = []
    for finding in missing[:MAX_NAMED]:
        paragraph = bisect_right(starts, finding.start)
        said.append(f"Paragraph {paragraph}: {finding.message}" if paragraph else finding.message)
    if len(missing) > MAX_NAMED:
        said.append(f"And {len(missing) - MAX_NAMED} more.")
    raise ValidationError({"body": [REQUIRED, *said]})
