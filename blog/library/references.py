"""Sources as a reader sees them in a list: the entry in their style, or a plain line until it is typeset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sources import typesetting
from sources.models import Source
from sources.reference import plain_reference, short_reference
from sources.styling.styles import Style
from sources.type_names import type_name


@dataclass(frozen=True)
class Reference:
    """A source; its entry as HTML, "" where there is none; the same as plain text; what brackets say."""

    source: Source
    entry: str
    line: str
    short: str

    @property
    def kind(self) -> str:
        return type_name(self.source.type)


def references(sources: Iterable[Source], style: Style) -> list[Reference]:
    """Each of `sources` in `style`: one query at most, and never the renderer."""
    rows = list(sources)
    items = [source.item() for source in rows]
    entries = typesetting.ready_entries(items, style) if style.is_rendered and rows else [None] * len(rows)
    return [
        Reference(source, entry or "", plain_reference(item), short_reference(item))
        for source, item, entry in zip(rows, items, entries, strict=True)
    ]
