"""Boxes of ours in a Markdown text: HTML around some of its lines, in the place of others. Pure functions.

What a box is, its caller knows, who found its lines; the text is parsed as one, so that footnotes, links by
reference and inserts (blog/inserts.py) reach in and out of them. blog/markup.py sanitises what is made here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of the text, drawn as Markdown: counted from 0, `end` is the first that is no part of it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Words:
    """Markdown within a line: a caption."""

    text: str


@dataclass(frozen=True, slots=True)
class Title:
    """HTML of a heading, one level below the one that stands above it, whichever that is."""

    html: str


Piece = str | Lines | Words | Title


@dataclass(frozen=True, slots=True)
class Block:
    """What stands for the lines from `start` to before `end`.

    A piece that is a text is HTML of ours, and the first one is.
    """

    start: int
    end: int
    pieces: Sequence[Piece]


def by_line(blocks: Sequence[Block]) -> Mapping[int, Block]:
    """For the parser's `env["blocks"]`."""
    return {block.start: block for block in blocks}


def plugin(parser: MarkdownIt) -> None:
    """Make `parser` draw the blocks of `env["blocks"]`, outside of lists, quotations and tables."""
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("table", "blocks", _draw, ends)


def _draw(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    block = state.env.get("blocks", {}).get(line)
    if block is None:
        return False
    if silent:
        return True
    if state.level or block.end > end:
        return False
    first = len(state.tokens)
    for piece in block.pieces:
        _put(state, piece)
    state.tokens[first].map = [block.start, block.end]
    state.line = block.end
    return True


def _put(state: StateBlock, piece: Piece) -> None:
    if isinstance(piece, Lines):
        _parse(state, piece)
    elif isinstance(piece, Words):
        token = state.push("inline", "", 0)
        token.content, token.children = piece.text, []
    elif isinstance(piece, Title):
        # The lowest there is: markup.py puts it below what stands above.
        state.push("heading_open", "h6", 1)
        state.push("html_block", "", 0).content = piece.html
        state.push("heading_close", "h6", -1)
    else:
        state.push("html_block", "", 0).content = piece


def _parse(state: StateBlock, lines: Lines) -> None:
    last, state.lineMax = state.lineMax, lines.end
    state.level += 1
    state.md.block.tokenize(state, lines.start, lines.end)
    state.level -= 1
    state.lineMax = last
