"""Whether the passages that comments answer stand where their essays have them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q
from django.db.models.functions import Length

from ..models import Passage
from .findings import Finding


def passages_out_of_bounds(*, repair: bool) -> Iterator[Finding]:
    """A passage stands inside its essay, in a version that the essay has had."""
    passages = Passage.objects.annotate(length=Length("comment__post__body_html"))
    outside = passages.filter(Q(end__gt=F("length")) | Q(post_version__gt=F("comment__post__version")))
    columns = ("pk", "start", "end", "length", "post_version", "comment__post__version")
    for pk, start, end, length, version, now in list(outside.order_by("pk").values_list(*columns)):
        yield Finding(
            f"The passage of comment {pk} stands at {start} to {end} in version {version} of its essay,"
            f" which has {length} characters and is at version {now}; it should be placed anew.",
            by_hand=True,
        )
