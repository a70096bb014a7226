"""An essay's text with its citations: as written with links, or in a style. Pure functions.

Rows are the essay's citations in order, saved or not, each with its `source`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from django.utils.safestring import SafeString

from sources.reference import short_reference
from sources.styling.answer import RenderedCitation
from sources.styling.question import Mode

from .. import markup
from ..images.figures import Figure
from ..inserts import Insert
from ..models import Citation
from .clusters import Cluster, clusters

# How a locator is said that does not say it itself; pages are bare numbers, as students write them.
_SAID = {
    "chapter": "ch.", "volume": "vol.", "section": "§", "paragraph": "par.", "line": "l.", "note": "n.",
    "figure": "fig.", "column": "col.", "verse": "v.", "folio": "fol.", "part": "pt.", "issue": "no.",
    "book": "bk.", "opus": "op.", "sub-verbo": "s.v.",
}  # fmt: skip
Opening = Callable[[Citation], str]
Pictures = Mapping[str, Figure]
_FOLLOWING = re.compile(r"[.,;:!?]")
_NO_SPACE_AFTER = " \t\n([*_~|>#„“‘«"


def as_written(
    body: str, rows: Sequence[Citation], pictures: Pictures | None = None, *, has_lines: bool = False
) -> SafeString:
    """The author's words, each citation a link to the list; keys of Pandoc's notation as "(Freeze 347)"."""
    return markup.render_post(body, links(body, rows), pictures, has_lines=has_lines)


def links(body: str, rows: Sequence[Citation]) -> list[Insert]:
    """What makes a link of each citation in a text, as its author wrote it."""
    return _inserts(body, rows, _opening)


def in_comment(body: str, rows: Sequence[Citation], beside: Sequence[Insert] = ()) -> SafeString:
    """A comment's words, each citation a link to its source's page: the list may stand on another one.

    `beside` are inserts of others, which give way to the citations.
    """
    inserts = _inserts(body, rows, _opening_of_page)
    apart = [one for one in beside if all(one.end <= own.start or own.end <= one.start for own in inserts)]
    return markup.render_comment(body, sorted(inserts + apart, key=lambda insert: insert.start))


def _inserts(body: str, rows: Sequence[Citation], opening: Opening) -> list[Insert]:
    replaced = [
        cluster for cluster in clusters(body, rows) if cluster.rows[0].notation == Citation.Notation.PANDOC
    ]
    inserts = [Insert(c.start, c.end, _plainly(c, opening), replaces=True) for c in replaced]
    inside = {id(row) for cluster in replaced for row in cluster.rows}
    inserts += [
        Insert(row.start, row.end, opening(row), "</a>")
        for row in rows
        if row.source and id(row) not in inside
    ]
    return sorted(inserts, key=lambda insert: insert.start)


def in_style(
    body: str,
    rows: Sequence[Citation],
    rendered: Sequence[tuple[Cluster, RenderedCitation | None]],
    pictures: Pictures | None = None,
) -> SafeString:
    """The text with each cluster as the renderer answered; what it did not answer stays as written."""
    inserts: list[Insert] = []
    answered: set[int] = set()
    for cluster, answer in rendered:
        if answer and (answer.text or answer.note):
            inserts.append(_set(body, cluster, answer))
            answered.update(id(row) for row in cluster.rows)
    inserts += [
        Insert(row.start, row.end, _opening(row), "</a>")
        for row in rows
        if row.source and id(row) not in answered
    ]
    return markup.render_post(body, sorted(inserts, key=lambda insert: insert.start), pictures)


def _set(body: str, cluster: Cluster, answer: RenderedCitation) -> Insert:
    start, end = cluster.start, cluster.end
    if cluster.in_note or not answer.note:
        # In a footnote, a note's words stand in the text.
        space = " " if start and body[start - 1] not in _NO_SPACE_AFTER else ""
        return Insert(
            start, end, space + _linked(cluster, answer.text or answer.note, _opening), replaces=True
        )
    note = _linked(cluster, answer.note, _opening_again)
    if answer.text:
        return Insert(start, end, _linked(cluster, answer.text, _opening), replaces=True, note=note)
    # The mark of a note stands close to the words, behind the comma or full stop.
    places = _places(cluster.rows)
    if mark := _FOLLOWING.match(body, end):
        end, places = mark.end(), html.escape(mark[0]) + places
    return Insert(start, end, places, replaces=True, note=note, hugs=True)


def _places(rows: Iterable[Citation]) -> str:
    """What the list leads back to, where no link of the text is it."""
    return "".join(f'<a id="cite-{row.position}"></a>' for row in rows)


def _linked(cluster: Cluster, text: str, opening: Opening) -> str:
    """Rendered words as links: one for each work where they can be told apart, else one for all."""
    if "<a " in text:
        return _places(cluster.rows) * (opening is _opening) + text
    parts = text.split("; ")
    owners = [_owner(part, cluster.rows) for part in parts]
    if len(parts) == len(cluster.rows) == len({id(row) for row in owners}) and None not in owners:
        pairs = zip(owners, parts, strict=True)
        return "; ".join(f"{opening(row)}{part}</a>" for row, part in pairs if row)
    first, *others = cluster.rows
    return _places(others) * (opening is _opening) + f"{opening(first)}{text}</a>"


def _owner(part: str, rows: Sequence[Citation]) -> Citation | None:
    """The one row whose author, or title, stands in a part of a rendered citation."""
    said = html.unescape(part).casefold()
    named = [row for row in rows if row.source and short_reference(row.source.csl).casefold() in said]
    return named[0] if len(named) == 1 else None


def _plainly(cluster: Cluster, opening: Opening) -> str:
    if cluster.mode == Mode.NARRATIVE:
        row = cluster.rows[0]
        at = _locator(row)
        who = html.escape(short_reference(row.source.csl)) if row.source else ""
        return f"{opening(row)}{who}{f' ({at})' if at else ''}</a>{_suffix(row)}"
    return f"({'; '.join(_work(row, opening) for row in cluster.rows)})"


def _work(row: Citation, opening: Opening) -> str:
    item = row.source.csl if row.source else {}
    who = "" if row.mode == Mode.AUTHOR_SUPPRESSED else short_reference(item)
    said = " ".join(filter(None, (html.escape(who), _locator(row))))
    said = said or html.escape(
        str(row.source.year if row.source and row.source.year else short_reference(item))
    )
    prefix = f"{html.escape(row.prefix)} " if row.prefix else ""
    return f"{prefix}{opening(row)}{said}</a>{_suffix(row)}"


def _suffix(row: Citation) -> str:
    """With the comma that its author typed, else with a blank."""
    blank = " " if row.suffix[:1].isalnum() else ""
    return blank + html.escape(row.suffix)


def _locator(row: Citation) -> str:
    if not row.locator:
        return ""
    said = _SAID.get(row.label, "")
    return html.escape(f"{said} {row.locator}" if said and row.locator[0].isdigit() else row.locator)


def _opening(row: Citation) -> str:
    """The link of an essay's citation: to its source in the list, with what the card says of the place."""
    source = row.source.pk if row.source else ""
    return f'<a class="cite" id="cite-{row.position}" href="#source-{source}"{_at(row)}>'


def _opening_again(row: Citation) -> str:
    """The same in a footnote, when the text has the place already."""
    source = row.source.pk if row.source else ""
    return f'<a class="cite" href="#source-{source}"{_at(row)}>'


def _opening_of_page(row: Citation) -> str:
    page = html.escape(row.source.get_absolute_url()) if row.source else ""
    return f'<a class="cite" href="{page}"{_at(row)}>'


def _at(row: Citation) -> str:
    if not row.locator:
        return ""
    kind = "page" if row.label in ("", "page") and row.locator[:1].isdigit() else row.label
    return f' data-at="{html.escape(f"{kind} {row.locator}".strip())}"'


def letters(numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
    """a, b … z, aa, ab … for the places of one source."""
    for index, number in enumerate(numbers):
        said, rest = "", index + 1
        while rest:
            rest, last = divmod(rest - 1, 26)
            said = chr(ord("a") + last) + said
        yield number, said
