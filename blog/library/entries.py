"""The entries of a course's sources in citation styles, set before a page asks for them."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from sources import typesetting
from sources.models import Source
from sources.styling.rendering import RenderingFailed
from sources.styling.styles import Style

logger = logging.getLogger(__name__)

# A renderer that fails so often is not there, and each attempt may wait for its time to run out.
MAX_FAILURES = 3


def set_missing(sources: Iterable[Source], styles: Iterable[Style]) -> int:
    """Ask the renderer for every entry that is not there. Returns how many it gave. For tasks only."""
    items = [source.item() for source in sources]
    given = failed = 0
    for style in styles:
        ready = typesetting.ready_entries(items, style)
        for item in (item for item, entry in zip(items, ready, strict=True) if entry is None):
            try:
                typesetting.entry(item, style)
                given += 1
            except RenderingFailed as error:
                logger.warning("Source %s is shown plainly: %s in %s", item["id"], error, style)
                failed += 1
                if failed == MAX_FAILURES:
                    return given
    return given
