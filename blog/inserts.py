"""HTML of ours inside a Markdown text, at places given as characters. Pure functions.

The text is parsed as it was typed: nothing is written into it. The blocks say which characters of the text
they show; while their words are parsed, a token without width is put where an insert starts and ends. What
stands between the two becomes the insert, and one whose places are not both reached on the same level (it
would cut through emphasis, a link, code or two paragraphs) is left out: there the words stay as typed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_inline

from . import inserted_notes

_NEWLINE = re.compile(r"\r\n?|\n")
_BLANKS = " \t"
_PIPE = "\\|"


@dataclass(frozen=True, slots=True)
class Insert:
    """HTML `before` and `after` `text[start:end]`, or `before` alone instead of it where it `replaces`.

    With a `note`, a footnote that holds this HTML is called right there; then the insert replaces. One that
    `hugs` stands close to the words before it: the blanks between go.
    """

    start: int
    end: int
    before: str
    after: str = ""
    replaces: bool = False
    note: str = ""
    hugs: bool = False


@dataclass(slots=True)
class _Places:
    """The places within the words being parsed: at which of their characters which inserts end and start.

    `base` is where the words begin that have a parser of their own, those of a footnote in the line.
    """

    at: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    base: int = 0

    def here(self, position: int) -> Sequence[tuple[int, int]]:
        return self.at.get(self.base + position, ())

    def following(self, position: int, end: int) -> int:
        """The first place behind `position`, at most `end`."""
        index = bisect_right(self.order, self.base + position)
        return min(end, self.order[index] - self.base) if index < len(self.order) else end


# Where no insert is: in words that are parsed on their own.
NOWHERE = _Places()


def plugin(parser: MarkdownIt) -> None:
    """Make `parser` put `env["inserts"]` into what it parses, `env["text"]`. They are in order."""
    parser.core.ruler.at("inline", _parse_words)
    parser.inline.ruler.before("text", "insert", _reach)
    parser.inline.ruler.at("text", _text_until_place)
    parser.inline.ruler2.before("balance_pairs", "insert", _reach_end)
    if "footnote_inline" in parser.inline.ruler.get_all_rules():
        parser.inline.ruler.at("footnote_inline", _footnote_in_line)
    parser.core.ruler.push("inserts", _place)


# Where the inserts are: rules of the parser.


def _parse_words(state: StateCore) -> None:
    """Parse the words of each block, with the places that are in them."""
    text: str = state.env.get("text", "")
    inserts: Sequence[Insert] = state.env.get("inserts") or ()
    edges = sorted(
        edge
        for number, insert in enumerate(inserts)
        for edge in ((insert.start, 1, number), (insert.end, -1, number))
    )
    lines = _lines(text) if inserts else []
    # How much of each line the cells of its table have used up.
    used: dict[int, int] = {}
    for index, token in enumerate(state.tokens):
        if token.type != "inline":
            continue
        token.children = []
        in_cell = state.tokens[index - 1].type in ("td_open", "th_open")
        in_heading = state.tokens[index - 1].type == "heading_open" and token.map
        places = _Places()
        if inserts and token.map:
            whole = not in_cell and not in_heading
            for start, shown, at in _shown(token, lines, used, from_end=whole):
                _find(places, edges, start, shown, at)
            places.order = sorted(places.at)
        state.env["insert_places"] = places
        state.md.inline.parse(token.content, state.md, state.env, token.children)


def _lines(text: str) -> list[tuple[int, str]]:
    lines = []
    done = 0
    for newline in _NEWLINE.finditer(text):
        lines.append((done, text[done : newline.start()]))
        done = newline.end()
    return [*lines, (done, text[done:])]


def _shown(
    token: Token, lines: Sequence[tuple[int, str]], used: dict[int, int], *, from_end: bool
) -> Iterator[tuple[int, str, int]]:
    """Where in the text each line of a block's words stands, the line as typed, and its place in the words.

    A paragraph's lines have marks of lists and quotes before them only; a heading, and a cell, behind too.
    """
    at = 0
    for number, line in enumerate(token.content.split("\n"), (token.map or [0])[0]):
        typed = line.strip()
        place = at + len(line) - len(line.lstrip())
        at += len(line) + 1
        if not typed or number >= len(lines):
            continue
        start, source = lines[number]
        if from_end:
            source = source.rstrip()
            column = len(source) - len(typed) if source.endswith(typed) else -1
        else:
            # A bar in a cell is typed with a stroke before it.
            escaped = typed.replace("|", _PIPE)
            column = source.find(escaped, used.get(number, 0))
            column, typed = (column, escaped) if column >= 0 else (source.find(typed), typed)
            used[number] = max(column, 0) + len(typed)
        if column >= 0:
            yield start + column, typed, place


def _find(places: _Places, edges: Sequence[tuple[int, int, int]], start: int, shown: str, place: int) -> None:
    """Note the `edges` that are in `shown`, which begins at `start` of the text and `place` of the words."""
    end = start + len(shown)
    for index in range(bisect_right(edges, (start, -1, -1)), len(edges)):
        position, kind, number = edges[index]
        if position > end:
            break
        if (kind > 0 and position == end) or (kind < 0 and position == start):
            continue
        places.at.setdefault(place + position - start, []).append((kind, number))


def _reach(state: StateInline, silent: bool) -> bool:
    if not silent:
        _push(state, state.pos)
    return False


def _reach_end(state: StateInline) -> None:
    _push(state, state.posMax)


def _push(state: StateInline, position: int) -> None:
    for kind, number in state.env["insert_places"].here(position):
        state.push("insert", "", 0).meta = {"kind": kind, "number": number}


def _text_until_place(state: StateInline, silent: bool) -> bool:
    """The parser's own rule for plain text, but that it stops where an insert does."""
    found = state.md.inline.terminator_re.search(state.src, state.pos)
    end = state.env["insert_places"].following(state.pos, found.start() if found else state.posMax)
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _footnote_in_line(state: StateInline, silent: bool) -> bool:
    """ "^[words]": they are parsed on their own, from behind the bracket."""
    places: _Places = state.env["insert_places"]
    base = places.base
    state.env["insert_places"] = _Places(places.at, places.order, base + state.pos + len("^["))
    found = footnote_inline(state, silent)
    state.env["insert_places"] = places
    return found


# What stands there then.


def _place(state: StateCore) -> None:
    inserts: Sequence[Insert] = state.env.get("inserts") or ()
    if not inserts:
        return
    for token in state.tokens:
        if token.children:
            token.children = _placed(token.children, inserts)
    state.tokens = inserted_notes.numbered(state.tokens)


def _placed(children: Sequence[Token], inserts: Sequence[Insert]) -> list[Token]:
    placed: list[Token] = []
    # How deep in emphasis and links we are; where the open insert was begun, and at which depth.
    depth = links = 0
    begun: tuple[int, int, int] | None = None
    for child in children:
        depth += child.nesting
        links += child.nesting if child.type in ("link_open", "link_close") else 0
        if child.type != "insert":
            placed.append(child)
        elif child.meta["kind"] > 0:
            begun = (child.meta["number"], len(placed), depth)
        elif begun and begun[0] == child.meta["number"]:
            number, place, at = begun
            begun = None
            if at == depth and not links and _is_whole(placed[place:]):
                _set(placed, place, inserts[number])
    return [token for token in placed if token.type != "text" or token.content]


def _is_whole(tokens: Sequence[Token]) -> bool:
    """Whether nothing is closed in `tokens` that was opened before them."""
    depth = 0
    for token in tokens:
        depth += token.nesting
        if depth < 0:
            return False
    return True


def _set(placed: list[Token], place: int, insert: Insert) -> None:
    """Put `insert` around, or instead of, what `placed` has from `place` on."""
    inside = placed[place:]
    # A note's call that went would leave the note alone; a link in a link is none.
    kinds = {"footnote_ref"} if insert.replaces or insert.note else {"footnote_ref", "link_open"}
    if any(token.type in kinds for token in inside):
        return
    if not (insert.replaces or insert.note):
        placed[place:] = [_html(insert.before), *inside, _html(insert.after)]
        return
    if insert.hugs and place and placed[place - 1].type == "text":
        before = placed[place - 1].copy(content=placed[place - 1].content.rstrip(_BLANKS))
        placed[place - 1] = before
    placed[place:] = [_html(insert.before)]
    if insert.note:
        placed.append(inserted_notes.call(insert.note))


def _html(content: str) -> Token:
    return Token("html_inline", "", 0, content=content)
