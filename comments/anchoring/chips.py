"""What a thread shows of the passage that a comment answers. Pure functions.

In its place it is a link: to the words themselves (blog/text_fragments.py), and for static/js/passages.js to
its mark. What the essay has lost is shown whole, since it is nowhere else any more.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.utils.html import escape

from accounts.moments import said_date
from blog.text_fragments import text_fragment

if TYPE_CHECKING:
    from ..models import Passage

# What a chip shows of a long passage, which stands whole in the essay.
MAX_QUOTED = 90


class Quote(NamedTuple):
    """The passage that a comment answers: the words chosen, and where they stand now.

    `found` is what stands there, where that is something else; `lost` is since when nothing does.
    """

    words: str
    start: int = 0
    end: int = 0
    found: str = ""
    lost: datetime | None = None


def of(passage: Passage) -> Quote:
    if passage.start is None or passage.end is None:
        return Quote(passage.exact, lost=passage.placed_at)
    return Quote(passage.exact, passage.start, passage.end, passage.found)


def quoted(quote: Quote) -> str:
    """The chip."""
    short = escape(shortened(quote.words))
    if quote.lost:
        whole = f"<details><summary><q>{short}</q></summary><q>{escape(quote.words)}</q></details>"
        words = whole if len(quote.words) > MAX_QUOTED else f"<q>{short}</q>"
        return f"{words} <small>No longer in the essay since its revision of {said_date(quote.lost)}</small>"
    reworded = " <small>reworded since</small>" if quote.found else ""
    fragment = text_fragment(quote.found or quote.words)
    return f' <a href="#{fragment}" data-passage="{quote.start}-{quote.end}"><q>{short}</q></a>{reworded}'


def at_essay(html: str, address: str) -> str:
    """A chip's link on a page that is not the essay's."""
    return html.replace(' href="#:~:', f' href="{address}#:~:', 1)


def shortened(words: str, most: int = MAX_QUOTED) -> str:
    """The first words of a passage: whole ones, where they are words."""
    if len(words) <= most:
        return words
    start = words[:most]
    return f"{start.rpartition(' ')[0] or start}…"
