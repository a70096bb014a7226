"""The citations of an essay as rows, from what the check found in its text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping

from sources.checks.ledger import Ledger
from sources.checks.records import Citation as Found
from sources.models import Source
from sources.styling.question import Mode

from ..models import Citation, Post
from ..models.citation import (
    MAX_AFFIX_LENGTH,
    MAX_LOCATOR_LENGTH,
    MAX_SENTENCE_LENGTH,
    MAX_TEXT_LENGTH,
)

# Far beyond any essay: 20,000 words with a citation in every tenth.
MAX_CITATIONS = 2_000
_MODES = {
    "parenthetical": Mode.PARENTHETICAL,
    "narrative": Mode.NARRATIVE,
    "suppressed": Mode.AUTHOR_SUPPRESSED,
}
_NUMBER = re.compile(r"\d{1,9}")
_SPACE = re.compile(r"\s+")


def make_rows(post: Post, ledger: Ledger, sources: Mapping[str, Source]) -> list[Citation]:
    """Unsaved rows for the citations of `post.body`, in order; `sources` are by key."""
    starts = [paragraph.start for paragraph in ledger.paragraphs]
    made = []
    for position, found in enumerate(ledger.citations[:MAX_CITATIONS], 1):
        place = bisect_right(starts, found.start) - 1
        inside = place >= 0 and found.end <= ledger.paragraphs[place].end
        made.append(_row(post, found, position, place + 1 if inside else 0, ledger, sources))
    return made


def _row(
    post: Post, found: Found, position: int, paragraph: int, ledger: Ledger, sources: Mapping[str, Source]
) -> Citation:
    source = sources.get(found.source) if found.source else None
    status = found.status if source or found.status != "matched" else "missing"
    return Citation(
        post=post,
        source=source,
        position=position,
        start=found.start,
        end=found.end,
        text=found.text[:MAX_TEXT_LENGTH],
        status=status,
        notation=Citation.Notation.PANDOC if found.is_pandoc else Citation.Notation.TYPED,
        mode=_MODES[found.mode],
        locator=found.locator[:MAX_LOCATOR_LENGTH],
        label=found.label[:30],
        prefix=found.prefix[:MAX_AFFIX_LENGTH],
        suffix=found.suffix[:MAX_AFFIX_LENGTH],
        paragraph=paragraph,
        sentence=_sentence(post.body, found, ledger),
        first_page=_first_page(found),
    )


def _first_page(found: Found) -> int | None:
    number = _NUMBER.search(found.locator)
    return min(int(number[0]), 2_147_483_647) if number else None


def _sentence(body: str, found: Found, ledger: Ledger) -> str:
    """The sentence that the citation stands in, on one line, cut around it where it is very long."""
    span = ledger.sentences.around(found.start)
    start = max(span.start, found.start - MAX_SENTENCE_LENGTH // 2)
    end = max(found.end, min(span.end, start + MAX_SENTENCE_LENGTH))
    before = "…" if start > span.start else ""
    after = "…" if end < span.end else ""
    said = _SPACE.sub(" ", body[start:end]).strip()
    return f"{before}{said[: MAX_SENTENCE_LENGTH - 2]}{after}"
