"""Pandoc reads a document and writes Markdown; between the two its tree is made plain. Pure functions.

Only names of formats that stand here reach its command line; what is converted comes on its standard input.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sources.styling import pandoc
from sources.styling.pandoc import Reason, RenderingFailed

from . import lists_of_works, notation
from .inlines import Node, text
from .refusing import TOO_DEEP, TOO_MUCH, TOO_SLOW, UNREADABLE, Refused
from .tree import Draw, Plainer

HTML = "html-native_divs+native_divs+native_spans-raw_html"
WORD = "docx+citations"
ODT = "odt"
MARKDOWN = (
    "markdown-raw_html-raw_tex-raw_attribute-yaml_metadata_block-pandoc_title_block-tex_math_dollars"
    "+lists_without_preceding_blankline"
)
# blog/markup.py shows all that is written in this.
OURS = "commonmark+footnotes+pipe_tables+strikeout+definition_lists-raw_html"
# For reading, and for all of it: nobody waits ten seconds for an answer.
READING_TIMEOUT = 4.0
TIMEOUT = 8.0
# With what the program itself takes this is 180 MB of memory.
HEAP_LIMIT = "-M112M"
_BETWEEN_WORDS = re.compile(r"[\W_]+")
MAX_TREE_BYTES = 24 * 1024 * 1024


@dataclass
class Converted:
    """`text` in our Markdown; `works` are the lines of the list of sources at its end, taken out of it."""

    text: str
    title: str = ""
    works: list[str] = field(default_factory=list)
    references: list[dict[str, Any]] = field(default_factory=list)
    lost_notes: int = 0


@dataclass(frozen=True)
class Whole:
    """A document with a title, which pandoc does not see, or else one that it finds, or the file's name."""

    title: str = ""
    named: str = ""


def convert(
    document: bytes,
    format_: str,
    *,
    draw: Draw,
    linked: Mapping[str, list[Node]] | None = None,
    whole: Whole | None = None,
) -> Converted:
    """`document` in our Markdown.

    `draw` says what stands for a picture, `linked` for links to certain addresses. Of a `whole` document the
    title and a list of sources at its end are taken out of the text. Raises Refused where it cannot be read
    within the limits.
    """
    started = time.monotonic()
    tree = _read(document, format_)
    plainer = Plainer(draw, notation.cited, linked)
    try:
        blocks = plainer.document(tree["blocks"])
        title, works = "", list[str]()
        if whole:
            title, blocks = _titled(whole, tree["meta"], blocks, plainer)
            blocks, works = lists_of_works.taken(blocks)
        references = [_plain_meta(entry) for entry in _entries(tree["meta"].get("references"))]
        left = max(1.0, TIMEOUT - (time.monotonic() - started))
        written = _write({**tree, "meta": {}, "blocks": blocks}, timeout=left)
    except RecursionError as error:
        raise Refused(TOO_DEEP) from error
    return Converted(notation.mended(written), title, works, references, plainer.lost_notes)


def _titled(
    whole: Whole, meta: dict[str, Any], blocks: list[Node], plainer: Plainer
) -> tuple[str, list[Node]]:
    """The title, and the text without it: Word's paragraphs in the style, else the only top heading.

    A first heading that says the same goes too: it would stand there twice.
    """
    names = (_meta_text(meta.get(name)) for name in ("title", "subtitle"))
    title = whole.title or ": ".join(filter(None, names))
    abstract = meta.get("abstract")
    if isinstance(abstract, dict) and abstract["t"] == "MetaBlocks":
        blocks = [*plainer.blocks(abstract["c"]), *blocks]
    headings = [block for block in blocks if block["t"] == "Header"]
    if not headings:
        return title or whole.named, blocks
    first, said = headings[0], text(headings[0]["c"][2]).strip()
    tops = [block for block in headings if block["c"][0] == 1]
    is_title = not title and len(tops) == 1 and blocks[0] is tops[0]
    if is_title or _bare(said) == _bare(title or whole.named):
        return title or said, [block for block in blocks if block is not first]
    return title or whole.named, blocks


def _bare(title: str) -> str:
    """For comparing: one writes quotation marks and cases differently in a heading and in a field."""
    return " ".join(_BETWEEN_WORDS.sub(" ", title).casefold().split())


def _read(document: bytes, format_: str) -> dict[str, Any]:
    answer = _run([f"--from={format_}", "--to=json"], document, timeout=READING_TIMEOUT)
    if len(answer) > MAX_TREE_BYTES:
        raise Refused(TOO_MUCH)
    try:
        tree: dict[str, Any] = json.loads(answer)
    except RecursionError as error:
        raise Refused(TOO_DEEP) from error
    return tree


def _write(tree: dict[str, Any], *, timeout: float) -> str:
    given = json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
    return _run(["--from=json", f"--to={OURS}", "--wrap=none"], given, timeout=timeout).decode(
        errors="replace"
    )


def _run(arguments: list[str], given: bytes, *, timeout: float) -> bytes:
    try:
        return pandoc.run([*arguments, "--sandbox"], given, timeout=timeout, heap=HEAP_LIMIT)[0]
    except RenderingFailed as error:
        told = {Reason.TIME_OUT: TOO_SLOW, Reason.MEMORY: TOO_MUCH}.get(error.reason, UNREADABLE)
        raise Refused(told) from error


def _meta_text(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    if value["t"] == "MetaString":
        return str(value["c"])
    return text(value["c"]).strip() if value["t"] in ("MetaInlines", "MetaBlocks") else ""


def _entries(value: Any) -> list[Any]:
    return value["c"] if isinstance(value, dict) and value["t"] == "MetaList" else []


def _plain_meta(value: Any) -> Any:
    """Metadata as Python has it: the works that a document's citation fields carry, as CSL-JSON."""
    kind, content = value["t"], value["c"]
    if kind == "MetaMap":
        return {name: _plain_meta(inner) for name, inner in content.items()}
    if kind == "MetaList":
        return [_plain_meta(inner) for inner in content]
    return content if kind == "MetaBool" else _meta_text(value)
