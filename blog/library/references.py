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
    """A source; its entry as HTML, "" where there is none; the same as plain text; what brackets say.

    A style may have no entry for it: then the entry is empty, and yet ready.
    """

    source: Source
    entry: str
    line: str
    short: str
    is_ready: bool

    @property
    def name(self) -> str:
        """What a list calls it: "Freeze 2009"."""
        return " ".join(filter(None, [self.short, str(self.source.year or "")]))

    @property
    def says_more(self) -> bool:
        """There is more to tell than the name: a line that nobody has taken apart is all there is."""
        return bool(self.entry) or self.line != self.name

    @property
    def kind(self) -> str:
        return type_name(self.source.type)


def references(sources: Iterable[Source], style: Style) -> list[Reference]:
    """Each of `sources` in `style`: one query at most, and never the renderer."""
    rows = list(sources)
    items = [source.item() for source in rows]
    entries = typesetting.ready_entries(items, style) if style.is_rendered and rows else [None] * len(rows)
    return [
        Reference(source, entry or "", plain_reference(item), short_reference(item), entry is not None)
        for source, item, entry in zip(rows, items, entries, strict=True)
    ]
