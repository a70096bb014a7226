"""Whether what is stored about comments agrees with itself, and how it is mended.

Each check is a generator of findings, and mends what it found where `repair` is true. It asks the module that
is the home of a rule, and has none of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from . import counts, displays, journal, passages, places, reading, visibility
from .findings import Finding

# In this order: what is shown goes by places and statuses, and a display tells of the thanks and the passage.
CHECKS = [
    places.misplaced_comments,
    journal.statuses_logged,
    journal.edits_that_wait,
    visibility.unsettled_threads,
    counts.thanks_counted,
    counts.notices_counted,
    passages.misplaced_passages,
    passages.passages_ahead,
    displays.stale_displays,
    reading.comments_ahead,
    reading.marks_ahead,
    reading.marks_of_nothing,
]


def check(*, repair: bool = False) -> Iterator[Finding]:
    """What is wrong, as it is found; with `repair` it is mended once it was told, but what is `by_hand`."""
    for one in CHECKS:
        yield from one(repair=repair)
