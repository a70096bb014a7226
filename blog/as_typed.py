"""Plain text that Markdown would take for something else, in comments: it looks as it was typed.

Whoever knows no Markdown writes "1986. A great year", "5*3*2" and "- Tom". A plugin of markdown-it-py that
leaves to Markdown what is hardly meant otherwise: emphasis around words, lists of two items and more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.rules_block.fence import make_fence_rule
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.token import Token

# No "+ 5 points", no year, no bare mark; "* * *" is a line that somebody drew.
_ITEM = re.compile(r"(?:[-*]|\d{1,2}[.)])[ \t]+(?![-*](?:[ \t]*[-*])*[ \t]*$)\S")
_STARS = re.compile(r"\*+")
_MARK = re.compile(r"(?:[-*]|\d{1,2}[.)])[ \t]+$")


def plugin(parser: MarkdownIt) -> None:
    parser.disable(["heading", "lheading", "hr", "code", "reference", "entity"])
    parser.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    # A line of waves is no code.
    fence = make_fence_rule(markers=("`",))
    parser.block.ruler.at("fence", fence, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.block.ruler.before("list", "end_of_list", _end_of_list, {"alt": ["list"]})
    parser.block.ruler.before("blockquote", "end_of_quotation", _end_of_quotation, {"alt": ["blockquote"]})
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.core.ruler.after("block", "single_items", _single_items)


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    return _is_item(state, start) and list_block(state, start, end, silent)


def _end_of_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """ "1986. A year" is no second item of a list either."""
    return silent and not _is_item(state, start)


def _is_item(state: StateBlock, line: int) -> bool:
    return bool(_ITEM.match(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]))


def _end_of_quotation(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """What stands in the line below a quotation is the answer to it, with or without a blank line."""
    return silent


def _emphasis(state: StateInline, silent: bool) -> bool:
    """A star between two letters is no mark of emphasis, as an underscore is none."""
    if (stars := _STARS.match(state.src, state.pos)) and not silent:
        before, after = state.src[state.pos - 1 : state.pos], state.src[stars.end() : stars.end() + 1]
        if before.isalnum() and after.isalnum():
            state.pending += stars[0]
            state.pos = stars.end()
            return True
    return emphasis.tokenize(state, silent)


def _single_items(state: StateCore) -> None:
    """One item makes no list: "- Tom" is a signature."""
    lines = state.src.split("\n")
    done: list[Token] = []
    tokens = state.tokens
    at = 0
    while at < len(tokens):
        if (paragraph := _only_paragraph(tokens, at)) and (mark := _mark_before(paragraph[1], lines)):
            for token in paragraph:
                token.hidden = False
                token.level -= 2
            paragraph[1].content = mark + paragraph[1].content
            done += paragraph
            at += len(paragraph) + 4
        else:
            done.append(tokens[at])
            at += 1
    state.tokens = done


def _only_paragraph(tokens: Sequence[Token], at: int) -> list[Token]:
    """The paragraph that is all of the list that begins at `at`."""
    kinds = [token.type.partition("_")[0] for token in tokens[at : at + 7]]
    if kinds[:1] not in (["bullet"], ["ordered"]) or kinds[1:] != [
        *("list", "paragraph", "inline", "paragraph", "list"),
        kinds[0],
    ]:
        return []
    return list(tokens[at + 2 : at + 5])


def _mark_before(words: Token, lines: Sequence[str]) -> str:
    """What was typed before the words, mark and blanks; "" where that cannot be told."""
    first = words.content.partition("\n")[0]
    line = lines[words.map[0]].rstrip() if words.map else ""
    found = _MARK.search(line.removesuffix(first)) if line.endswith(first) else None
    return found[0] if found else ""
