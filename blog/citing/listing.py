"""An essay's list of sources as HTML, with the way back to each citation. Pure functions."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from django.utils.safestring import SafeString

from sources.formats import coins
from sources.models import Source

from .. import markup
from ..models import Citation, SourceProposal
from .drawing import letters

_ADDRESS = re.compile(r"https?://[^\s<>\"“”]{3,500}[^\s<>\"“”.,;:)!?]")


class Listed(Protocol):
    """A line of a list as it was typed, and the work that it names."""

    source: Any
    source_id: int
    line: Any


def source_list(
    entries: Sequence[Listed],
    rows: Iterable[Citation],
    proposals: Sequence[SourceProposal] = (),
    rendered: Mapping[str, str] | None = None,
) -> SafeString:
    """The list: `rendered` has the entries of a style by the sources' keys, in the style's order.

    What the style keeps out of bibliographies stays as its author typed it, at the end. `proposals` are
    the accepted ones, which stand apart with the name of who proposed them.
    """
    places: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if row.source_id:
            places[row.source_id].append(row.position)
    listed = {entry.source_id for entry in entries}
    suggested = [proposal for proposal in proposals if proposal.source_id not in listed]
    parts = [
        _list([(e.source, _words(e.source, e.line, rendered)) for e in _ordered(entries, rendered)], places)
    ]
    if suggested:
        lines = [(p.source, _words(p.source, p.line, rendered) + _by(p)) for p in suggested]
        parts += ["<h3>Suggested by readers</h3>", _list(lines, places)]
    return markup.source_list("".join(parts))


def _ordered(entries: Sequence[Listed], rendered: Mapping[str, str] | None) -> Sequence[Listed]:
    if not rendered:
        return entries
    order = {key: number for number, key in enumerate(rendered)}
    return sorted(entries, key=lambda entry: order.get(entry.source.key, len(order)))


def _words(source: Source, line: str, rendered: Mapping[str, str] | None) -> str:
    return (rendered or {}).get(source.key) or _with_links(line)


def _list(lines: Sequence[tuple[Source, str]], places: Mapping[int, Sequence[int]]) -> str:
    return (
        f"<ol>{''.join(_line(source, words, places.get(source.pk, ())) for source, words in lines)}</ol>"
        if lines
        else ""
    )


def _line(source: Source, words: str, cited_at: Sequence[int]) -> str:
    places = " ".join(f'<a href="#cite-{number}">{letter}</a>' for number, letter in letters(cited_at))
    back = f"Cited {places} " if places else ""
    page = f'<a href="{html.escape(source.get_absolute_url())}">Source page</a>'
    value = coins.content(source.csl)
    hidden = f'<span class="Z3988" title="{html.escape(value)}"></span>' if value else ""
    return f'<li id="source-{source.pk}">{words} <small>{back}{page}</small>{hidden}</li>'


def _by(proposal: SourceProposal) -> str:
    return f" <small>Suggested by {html.escape(str(proposal.proposed_by))}</small>"


def _with_links(line: str) -> str:
    """A line as typed; an address in it is a link."""
    parts, done = [], 0
    for match in _ADDRESS.finditer(line):
        address = html.escape(match[0])
        parts += [html.escape(line[done : match.start()], quote=False), f'<a href="{address}">{address}</a>']
        done = match.end()
    return "".join([*parts, html.escape(line[done:], quote=False)])
