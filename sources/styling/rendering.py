"""Citations and a bibliography in a style."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .. import csl
from . import answer, items, pandoc
from .answer import RenderedCitation
from .pandoc import DEFAULT_TIMEOUT, Reason, RenderingFailed
from .question import Citation, document, words_before
from .styles import Style

# Part of every cache key: raise it when the same question gets another answer from this package.
REVISION = 1
_OUR_ID = re.compile(r"\bs\d+\b")
_TAG = re.compile(r"</?[a-z][^<>]*>")


@dataclass(frozen=True, slots=True)
class Rendered:
    """Citations in the order asked, None for one that cites an unknown source; entries by key, in the
    style's order; and what the log should hear of."""

    citations: tuple[RenderedCitation | None, ...]
    bibliography: dict[str, str]
    warnings: tuple[str, ...] = ()


def render(
    sources: Sequence[csl.Item],
    citations: Sequence[Citation],
    style: Style | str,
    *,
    timeout: float = DEFAULT_TIMEOUT,
) -> Rendered:
    """`citations` as `style` has them, and an entry for each of `sources`, cited or not, in HTML.

    Every source carries its key as "id". A citation of a key that no source has comes back as None, with
    a warning; the others do not suffer. A work that the style keeps out of bibliographies (in Chicago an
    interview) has no entry. Raises ValueError for an unknown style or "as written", and for a key that is
    missing or there twice; RenderingFailed where pandoc gives no answer within `timeout` seconds and
    256 MB.
    """
    style = Style(style)
    path, ids = style.path, _ids(sources)
    warnings = [
        f"{source['id']}: a text is cut, it is too long" for source in sources if items.is_cut(source)
    ]
    unknown = {work.source for citation in citations for work in citation.works} - ids.keys()
    warnings += [f"{key}: cited, but no source has this key" for key in sorted(unknown)]
    if not sources:
        return Rendered((None,) * len(citations), {}, tuple(warnings))

    known = [citation for citation in citations if _cites_only(citation, ids)]
    answered, messages = pandoc.ask(
        document(known, ids, locale=style.locale, api_version=pandoc.api_version()),
        [items.for_pandoc(source, ids[source["id"]]) for source in sources],
        style_file=path,
        timeout=timeout,
    )
    rendered, bibliography = _read(answered, known, ids)
    found = iter(rendered)
    return Rendered(
        tuple(next(found) if _cites_only(citation, ids) else None for citation in citations),
        bibliography,
        (*warnings, *(_OUR_ID.sub(lambda match: _key(match[0], ids), message) for message in messages)),
    )


def plain(rendered: str) -> str:
    """HTML of this package as plain text."""
    return html.unescape(_TAG.sub("", rendered))


def cache_key(sources: Sequence[csl.Item], citations: Sequence[Citation], style: Style | str) -> str:
    """The same for the same answer: 64 hexadecimal digits over everything that the answer depends on."""
    style = Style(style)
    ids = _ids(sources)
    question = {
        "revision": REVISION,
        "pandoc": pandoc.version(),
        "style": [style.value, _digest(style.path), style.locale],
        "sources": [[source["id"], items.for_pandoc(source, ids[source["id"]])] for source in sources],
        "citations": [asdict(citation) for citation in citations],
    }
    return hashlib.sha256(json.dumps(question, sort_keys=True).encode()).hexdigest()


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _ids(sources: Sequence[csl.Item]) -> dict[str, str]:
    """An id of ours for each key: pandoc gives some characters of a key a meaning."""
    keys = [source.get("id") for source in sources]
    if not all(isinstance(key, str) and key for key in keys) or len(set(keys)) < len(keys):
        raise ValueError("Every source needs a key of its own as its id.")
    return {str(key): f"s{number}" for number, key in enumerate(keys, 1)}


def _key(item_id: str, ids: Mapping[str, str]) -> str:
    return next((key for key, its_id in ids.items() if its_id == item_id), item_id)


def _cites_only(citation: Citation, ids: Mapping[str, str]) -> bool:
    return all(work.source in ids for work in citation.works)


def _read(
    answered: dict[str, Any], asked: Sequence[Citation], ids: Mapping[str, str]
) -> tuple[list[RenderedCitation], dict[str, str]]:
    """Paragraph n as citation n, and the entries under their keys."""
    keys = {item_id: key for key, item_id in ids.items()}
    try:
        paragraphs = [block for block in answered["blocks"] if block["t"] == "Para"]
        befores = map(words_before, asked)
        rendered = [answer.citation(*pair) for pair in zip(paragraphs, befores, strict=True)]
        entries = answer.bibliography(answered["blocks"]).items()
        bibliography = {keys[item_id]: entry for item_id, entry in entries if entry}
    except (KeyError, IndexError, TypeError, ValueError, RecursionError) as error:
        raise RenderingFailed(Reason.BAD_ANSWER, repr(error)) from error
    return rendered, bibliography
