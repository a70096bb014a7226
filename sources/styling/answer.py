"""Pandoc's inlines as HTML of a few tags, and what a rendered document says. Pure functions."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

Node = Mapping[str, Any]

# All that `to_html` writes; `span` has the class "small-caps" or "upright" (roman within italics), `a` an
# http address.
TAGS = {"a", "em", "strong", "sub", "sup", "span"}
_WRITTEN_AS = {
    "Emph": ("<em>", "</em>"),
    "Strong": ("<strong>", "</strong>"),
    "Superscript": ("<sup>", "</sup>"),
    "Subscript": ("<sub>", "</sub>"),
    "SmallCaps": ('<span class="small-caps">', "</span>"),
}
_UPRIGHT = ('<span class="upright">', "</span>")
_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}
_BLANK = {"Space", "SoftBreak", "LineBreak"}


@dataclass(frozen=True, slots=True)
class RenderedCitation:
    """HTML of what stands in the text, and in note styles of the footnote behind it.

    In a note style only a narrative citation has a text: the author's name.
    """

    text: str = ""
    note: str = ""


def citation(paragraph: Node, before: str = "") -> RenderedCitation:
    """What became of a paragraph that held one citation, with the words `before` it."""
    inlines = [inline for cite in paragraph["c"] if cite["t"] == "Cite" for inline in cite["c"][1]]
    notes = [inline for inline in inlines if inline["t"] == "Note"]
    text = to_html([inline for inline in inlines if inline["t"] != "Note"])
    text = f"{html.escape(before, quote=False)} {text}" if before else text
    return RenderedCitation(text, " ".join(_blocks_to_html(note["c"]) for note in notes))


def bibliography(blocks: Sequence[Node]) -> dict[str, str]:
    """The HTML of each entry by the id of its item, in the style's order."""
    return {
        entry["c"][0][0].removeprefix("ref-"): _blocks_to_html(entry["c"][1])
        for block in blocks
        if block["t"] == "Div" and block["c"][0][0] == "refs"
        for entry in block["c"][1]
        if entry["t"] == "Div"
    }


def to_html(inlines: Sequence[Node]) -> str:
    return _inside(inlines, italic=False).strip()


def _inline_to_html(inline: Node, italic: bool) -> str:
    kind: str = inline["t"]
    content: Any = inline.get("c")
    if kind == "Str":
        return html.escape(content, quote=False)
    if kind in _BLANK:
        return " "
    if kind in _WRITTEN_AS:
        opening, closing = _UPRIGHT if italic and kind == "Emph" else _WRITTEN_AS[kind]
        return f"{opening}{_inside(content, italic != (kind == 'Emph'))}{closing}"
    if kind == "Quoted":
        opening, closing = _QUOTES[content[0]["t"]]
        return f"{opening}{_inside(content[1], italic)}{closing}"
    if kind == "Link":
        return _link(_inside(content[1], italic), content[2][0])
    if kind in ("Span", "Cite"):
        return _inside(content[1], italic)
    if kind in ("Underline", "Strikeout"):
        return _inside(content, italic)
    if kind in ("Code", "Math", "RawInline"):
        return html.escape(content[1], quote=False)
    return ""


def _inside(inlines: Sequence[Node], italic: bool) -> str:
    return "".join(_inline_to_html(inline, italic) for inline in inlines)


def _blocks_to_html(blocks: Sequence[Node]) -> str:
    """Paragraphs one after the other; a division is what stands in it."""
    parts = [
        _blocks_to_html(block["c"][1]) if block["t"] == "Div" else to_html(block["c"])
        for block in blocks
        if block["t"] in ("Div", "Para", "Plain")
    ]
    return " ".join(part for part in parts if part)


def _link(content: str, address: str) -> str:
    """A link where a browser may open the address from a page, else what it says."""
    if address.lower().startswith("doi:"):
        address = f"https://doi.org/{address[4:]}"
    try:
        parts = urlsplit(address)
        opens = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and parts.port != 0
    except ValueError:
        return content
    return f'<a href="{html.escape(address)}">{content}</a>' if opens else content
