"""Pandoc's syntax tree made plain: what blog/markup.py can show, and nothing else.

https://hackage.haskell.org/package/pandoc-types: an element is {"t": its name, "c": its content}. Pure
functions. Attributes, raw parts, divisions and spans go; their words stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

from . import nesting, tables
from .html_notes import NOTE, REFERENCE
from .inlines import EMPHASIS, NO_ATTRIBUTES, SPACE, Node, joined, text, trimmed, unwrapped

# What stands for a picture: called with its words, its caption and its address.
Draw = Callable[[str, str, str], "Node | None"]
_SCHEMES = ("http://", "https://", "mailto:")
_COUNTED = re.compile(r"https?://www\.google\.[a-z.]{2,6}/url\?", re.IGNORECASE)
# Unicode has signs for these; of "19th" the letters come down again.
_HIGH = set("0123456789+-−=()")


class Plainer:
    """Makes one document plain. `draw` decides what becomes of a picture, `cite` of a citation.

    `linked` is what stands for links to certain addresses.
    """

    def __init__(
        self, draw: Draw, cite: Callable[[Node], list[Node]], linked: Mapping[str, list[Node]] | None = None
    ) -> None:
        self.draw, self.cite, self.linked = draw, cite, linked or {}
        self.notes: dict[str, list[Node]] = {}
        self.in_note = False
        self.lost_notes = 0

    def document(self, blocks: list[Node]) -> list[Node]:
        """`blocks` made plain. Raises RecursionError where they are nested beyond reason."""
        self.notes = {
            _id(block).removeprefix(NOTE): block["c"][1]
            for block in blocks_within(blocks)
            if _id(block).startswith(NOTE)
        }
        return self.blocks(blocks)

    def blocks(self, blocks: list[Node]) -> list[Node]:
        made = nesting.joined([new for block in blocks for new in self.block(block)])
        # A line at the very start separates nothing: pages have one above their notes.
        return made[1:] if made and made[0]["t"] == "HorizontalRule" else made

    def block(self, block: Node) -> list[Node]:
        kind, content = _parts(block)
        if kind in ("Plain", "Para"):
            return self._paragraph(kind, content)
        if kind == "Header":
            words = unwrapped(self.inlines(content[2]), "Strong")
            return [{"t": kind, "c": [content[0], NO_ATTRIBUTES, words]}] if words else []
        if kind == "LineBlock":
            lines = [[*line, {"t": "LineBreak"}] for line in content]
            return self._paragraph("Para", [inline for line in lines for inline in line])
        if kind == "CodeBlock":
            return [{"t": kind, "c": [NO_ATTRIBUTES, content[1]]}] if content[1].strip() else []
        if kind == "BlockQuote":
            inner = self.blocks(content)
            return [{"t": kind, "c": [as_para(b) for b in inner]}] if inner else []
        if kind == "BulletList":
            return self._list(kind, None, content)
        if kind == "OrderedList":
            return self._list(kind, [content[0][0], {"t": "Decimal"}, {"t": "Period"}], content[1])
        if kind == "DefinitionList":
            return self._definitions(content)
        if kind == "Div":
            return [] if _id(block).startswith(NOTE) else self.blocks(content[1])
        if kind == "Figure":
            return self._figure(content)
        if kind == "Table":
            return self._table(content)
        return [block] if kind == "HorizontalRule" else []  # raw parts, and what is not known yet

    def inlines(self, inlines: list[Node]) -> list[Node]:
        return joined([new for inline in inlines for new in self.inline(inline)])

    def inline(self, inline: Node) -> list[Node]:
        kind, content = _parts(inline)
        if kind in ("Str", "Space", "LineBreak", "Math"):
            return [inline]
        if kind == "SoftBreak":
            return [SPACE]
        if kind in EMPHASIS:
            return _around(kind, self.inlines(unwrapped(content, kind)))
        if kind in ("Superscript", "Subscript"):
            inner = self.inlines(content)
            return [{"t": kind, "c": inner}] if set(text(inner)) <= _HIGH and inner else inner
        if kind in ("Underline", "SmallCaps"):
            return self.inlines(content)
        if kind == "Quoted":
            return [{"t": kind, "c": [content[0], self.inlines(content[1])]}]
        if kind == "Code":
            return [{"t": kind, "c": [NO_ATTRIBUTES, content[1]]}]
        if kind == "Cite":
            return self.cite(inline)
        if kind == "Span":
            identifier = content[0][0]
            if identifier.startswith(REFERENCE):
                return self._note(self.notes.get(identifier.removeprefix(REFERENCE)))
            return self.inlines(content[1])
        if kind == "Link":
            return self._link(content)
        if kind == "Image":
            drawn = self.draw(text(content[1]), "", content[2][0])
            return [drawn] if drawn else []
        return self._note(content) if kind == "Note" else []

    def _paragraph(self, kind: str, inlines: list[Node]) -> list[Node]:
        words = trimmed(self.inlines(inlines))
        return [{"t": kind, "c": words}] if words else []

    def _list(self, kind: str, attributes: list[Any] | None, items: list[list[Node]]) -> list[Node]:
        made = [blocks for item in items if (blocks := self.blocks(item))]
        if not made:
            return []
        return [nesting.settled({"t": kind, "c": made if attributes is None else [attributes, made]})]

    def _definitions(self, content: list[Any]) -> list[Node]:
        made = []
        for term, definitions in content:
            words = trimmed(self.inlines(term))
            blocks = [_tightened(inner) for one in definitions if (inner := self.blocks(one))]
            if words and blocks:
                made.append([words, blocks])
        return [{"t": "DefinitionList", "c": made}] if made else []

    def _figure(self, content: list[Any]) -> list[Node]:
        """The picture with its caption; where it is something else, both as they come."""
        caption, inner = content[1][1], content[2]
        words = text(caption)
        pictures = [i for block in inner if block["t"] in ("Plain", "Para") for i in block["c"]]
        if len(pictures) == 1 and pictures[0]["t"] == "Image":
            alt = text(pictures[0]["c"][1])
            drawn = self.draw(alt, "" if words == alt else words, pictures[0]["c"][2][0])
            return [{"t": "Para", "c": [drawn]}] if drawn else []
        return self.blocks([*inner, *caption])

    def _table(self, content: list[Any]) -> list[Node]:
        caption = self.blocks(content[1][1])
        if tables.is_layout(content):
            return [*self.blocks(tables.only_cell(content)), *caption]
        return [*tables.plain(content, lambda cell: self._cell(self.blocks(cell))), *caption]

    def _cell(self, blocks: list[Node]) -> list[Node]:
        """One line: a pipe table has no other cells."""
        flat: list[Node] = []
        for inlines in runs_within(blocks):
            flat += [SPACE, *inlines] if flat else inlines
        return trimmed([SPACE if inline["t"] == "LineBreak" else inline for inline in flat])

    def _link(self, content: list[Any]) -> list[Node]:
        words, address = self.inlines(content[1]), _led_to(content[2][0])
        if address in self.linked:
            return self.linked[address]
        if not address.lower().startswith(_SCHEMES) or not words:
            return words
        return [{"t": "Link", "c": [NO_ATTRIBUTES, words, [address, ""]]}]

    def _note(self, blocks: list[Node] | None) -> list[Node]:
        if blocks is None or self.in_note:
            self.lost_notes += blocks is None
            return []
        self.in_note = True
        try:
            made = [as_para(block) for block in self.blocks(blocks)]
        finally:
            self.in_note = False
        return [{"t": "Note", "c": made}] if made else []


def blocks_within(blocks: list[Node]) -> list[Node]:
    """`blocks` and those that stand in divisions of theirs."""
    return [
        inner
        for block in blocks
        for inner in ([block, *blocks_within(block["c"][1])] if block["t"] == "Div" else [block])
    ]


def runs_within(value: Any) -> list[list[Node]]:
    """The inlines of every paragraph in a part of a tree that was made plain."""
    if isinstance(value, list):
        return [run for part in value for run in runs_within(part)]
    if not isinstance(value, dict):
        return []
    if value["t"] in ("Plain", "Para"):
        return [value["c"]]
    return [value["c"][2]] if value["t"] == "Header" else runs_within(value.get("c"))


def as_para(block: Node) -> Node:
    return {**block, "t": "Para"} if block["t"] == "Plain" else block


def _around(kind: str, inner: list[Node]) -> list[Node]:
    """Emphasis around words; the spaces at its ends stand outside it."""
    words = trimmed(inner)
    if not words:
        return inner
    start = next(n for n, inline in enumerate(inner) if inline is words[0])
    return [*inner[:start], {"t": kind, "c": words}, *inner[start + len(words) :]]


def _led_to(address: str) -> str:
    """Where a link of Google Docs leads by way of a page of Google's, which counts who follows it."""
    if not _COUNTED.match(address):
        return address
    told = parse_qs(address.partition("?")[2])
    to = [*told.get("q", []), *told.get("url", []), ""][0]
    return to if to.lower().startswith(_SCHEMES) else address


def _tightened(blocks: list[Node]) -> list[Node]:
    return [{**blocks[0], "t": "Plain"}] if len(blocks) == 1 and blocks[0]["t"] in nesting.WORDS else blocks


def _parts(element: Node) -> tuple[str, Any]:
    return element["t"], element.get("c")


def _id(block: Node) -> str:
    return str(block["c"][0][0]) if block["t"] == "Div" else ""
