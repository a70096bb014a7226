"""Citations as data, and the document that asks pandoc for them. Pure functions.

The document is pandoc's own syntax tree as JSON, never Markdown: nothing that people typed is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import models

from ..checks.locators import CSL_LABEL
from .items import balanced, one_line

Node = dict[str, Any]

MAX_LOCATOR_LENGTH = 200
MAX_AFFIX_LENGTH = 1_000

# The labels that pandoc's citeproc knows, and the word by which it knows them in both locales.
_LABELS = {
    "book": "book", "chapter": "chapter", "column": "column", "figure": "figure", "folio": "folio",
    "issue": "issue", "line": "line", "note": "note", "opus": "opus", "page": "page",
    "paragraph": "paragraph", "part": "part", "section": "section", "sub-verbo": "s.v.",
    "verse": "verse", "volume": "volume",
}  # fmt: skip
_ROMAN = re.compile(r"[ivxlcdm]+|[IVXLCDM]+")
_WORD = re.compile(r"[^\W\d_]{2,}|§")


class Mode(models.TextChoices):
    PARENTHETICAL = "parenthetical", "In brackets: (Freeze 2009, 347)"
    NARRATIVE = "narrative", "In the sentence: Freeze (2009, 347)"
    AUTHOR_SUPPRESSED = "author-suppressed", "Without the author: (2009, 347)"


_PANDOC_MODES = {
    Mode.PARENTHETICAL: "NormalCitation",
    Mode.NARRATIVE: "AuthorInText",
    Mode.AUTHOR_SUPPRESSED: "SuppressAuthor",
}


@dataclass(frozen=True, slots=True)
class CitedWork:
    """One work of a citation: `source` is the key of an item, `label` CSL's name for what the locator counts.

    The suffix follows the locator with a space, unless it starts with a mark of punctuation.
    """

    source: str
    locator: str = ""
    label: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """The works that stand in one pair of brackets or one note; the mode concerns the first of them."""

    works: tuple[CitedWork, ...]
    mode: Mode = Mode.PARENTHETICAL

    def __post_init__(self) -> None:
        if not self.works:
            raise ValueError("A citation cites at least one work.")


def document(
    citations: Iterable[Citation], ids: Mapping[str, str], *, locale: str, api_version: Sequence[int]
) -> Node:
    """A paragraph for each citation, and every item of `ids` (its key to its id) in the bibliography."""
    uncited = [_cite([_asked(CitedWork(key), item_id, "NormalCitation")]) for key, item_id in ids.items()]
    return {
        "pandoc-api-version": list(api_version),
        "meta": {
            "lang": {"t": "MetaString", "c": locale},
            "nocite": {"t": "MetaInlines", "c": uncited},
        },
        "blocks": [{"t": "Para", "c": [_cited(citation, ids)]} for citation in citations],
    }


def words_before(citation: Citation) -> str:
    """A narrative citation's prefix, which stands in the sentence: "see Freeze (2009)"."""
    return _affix(citation.works[0].prefix) if citation.mode is Mode.NARRATIVE else ""


def _cited(citation: Citation, ids: Mapping[str, str]) -> Node:
    first, *others = citation.works
    if citation.mode is Mode.NARRATIVE:
        first = replace(first, prefix="")
    return _cite(
        [
            _asked(first, ids[first.source], _PANDOC_MODES[citation.mode]),
            *(_asked(work, ids[work.source], "NormalCitation") for work in others),
        ]
    )


def _cite(works: list[Node]) -> Node:
    return {"t": "Cite", "c": [works, []]}


def _asked(work: CitedWork, item_id: str, mode: str) -> Node:
    return {
        "citationId": item_id,
        "citationPrefix": _inlines(_affix(work.prefix)),
        "citationSuffix": _inlines(_locator(work) + _suffix(work)),
        "citationMode": {"t": mode},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


def _locator(work: CitedWork) -> str:
    """In braces, so that pandoc takes nothing of a suffix for a locator; led by the comma that it expects.

    What has no label of pandoc's is printed as typed.
    """
    written = balanced(one_line(work.locator)[:MAX_LOCATOR_LENGTH]).replace("{", "(").replace("}", ")")
    if not written:
        return ", {}"
    if work.label in _LABELS:
        return f", {{{_LABELS[work.label]} {_without_label(written, work.label)}}}"
    words = [word for word in _WORD.findall(written) if not _ROMAN.fullmatch(word)]
    if work.label and work.label != "timestamp" and not words:
        return f", {{}}, {work.label.removesuffix('-locator')} {written}"
    return f", {{}}, {written}" if words or work.label else f", {{{written}}}"


def _without_label(locator: str, label: str) -> str:
    """ "3" for "ch. 3", where the label says already that it is a chapter."""
    match = re.match(r"(§+|[^\W\d_]+)\.?\s*(?=\S)", locator)
    return locator[match.end() :] if match and CSL_LABEL.get(match[1].lower()) == label else locator


def _affix(text: str) -> str:
    return one_line(text)[:MAX_AFFIX_LENGTH]


def _suffix(work: CitedWork) -> str:
    suffix = _affix(work.suffix)
    return f" {suffix}" if re.match(r"\w|[(\[“‘\"']", suffix) else suffix


def _inlines(text: str) -> list[Node]:
    """Words and the spaces between them."""
    pieces = filter(None, re.split("( )", text))
    return [{"t": "Space"} if piece == " " else {"t": "Str", "c": piece} for piece in pieces]
