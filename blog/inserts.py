"""HTML of ours inside a Markdown text, at places given as characters. Pure functions.

The places are marked in the text before it is parsed, with four rare marks of punctuation, and the marks
become HTML in the parsed text. So an insert stands where it was meant whatever Markdown makes of the words
around it, and one that would cut through emphasis or a link is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# As punctuation they change nothing about emphasis beside them; a text's own are set aside meanwhile.
_OPEN, _NUMBERED, _CLOSE, _NOTE = "⸨", "⸩", "⸪", "⸫"
_ASIDE = str.maketrans({mark: chr(0xE028 + n) for n, mark in enumerate((_OPEN, _NUMBERED, _CLOSE, _NOTE))})
_BACK = {ord(replaced): chr(mark) for mark, replaced in _ASIDE.items()}
_MARK = re.compile(rf"{_OPEN}(\d+){_NUMBERED}|{_CLOSE}")

_REPLACED = re.compile(rf"{_OPEN}(\d+){_NUMBERED}{_CLOSE}(?:\[\^{_NOTE}\d+\])?")


@dataclass(frozen=True, slots=True)
class Insert:
    """HTML `before` and `after` `text[start:end]`, or `before` alone instead of it where it `replaces`.

    With a `note`, a footnote that holds this HTML is called right there; then the insert replaces.
    """

    start: int
    end: int
    before: str
    after: str = ""
    replaces: bool = False
    note: str = ""


def mark(text: str, inserts: Sequence[Insert]) -> str:
    """`text` with marks where `inserts` are to stand. They are in order and do not overlap."""
    text = text.translate(_ASIDE)
    parts: list[str] = []
    notes: list[str] = []
    done = 0
    for number, insert in enumerate(inserts):
        opening = f"{_OPEN}{number}{_NUMBERED}"
        parts.append(text[done : insert.start])
        if insert.replaces or insert.note:
            parts.append(opening + _CLOSE)
        else:
            parts += [opening, text[insert.start : insert.end], _CLOSE]
        if insert.note:
            parts.append(f"[^{_NOTE}{number}]")
            notes.append(f"\n\n[^{_NOTE}{number}]: {_OPEN}{number + len(inserts)}{_NUMBERED}{_CLOSE}")
        done = insert.end
    return "".join([*parts, text[done:], *notes])


def restore(rendered: str) -> str:
    """Rendered HTML with the text's own marks back in it."""
    return rendered.translate(_BACK)


def plugin(parser: MarkdownIt) -> None:
    """Make `parser` put `env["inserts"]` where `mark` marked them in `env["text"]`."""
    parser.core.ruler.push("inserts", _rule)


def _rule(state: StateCore) -> None:
    inserts: Sequence[Insert] = state.env.get("inserts") or ()
    if not inserts:
        return
    words = [state.env["text"][insert.start : insert.end] for insert in inserts]
    for token in state.tokens:
        if token.children:
            token.children = _placed(token.children, inserts, words)
        elif token.content:
            token.content = _as_typed(token.content, words)


def _placed(children: Sequence[Token], inserts: Sequence[Insert], words: Sequence[str]) -> list[Token]:
    placed: list[Token] = []
    # How deep in emphasis and links we are; where each open insert was begun, and at which depth.
    depth = links = 0
    begun: list[tuple[int, int, int]] = []
    for child in children:
        depth += child.nesting
        links += child.nesting if child.type in ("link_open", "link_close") else 0
        if child.type != "text":
            child.content = _as_typed(child.content, words)
            placed.append(child)
            continue
        done = 0
        for match in _MARK.finditer(child.content):
            placed.append(_text(child, child.content[done : match.start()]))
            done = match.end()
            if match[1]:
                begun.append((int(match[1]), len(placed), depth))
                placed.append(_html(""))
            elif begun:
                number, place, at = begun.pop()
                opening, closing = _pair(number, inserts)
                whole = at == depth and not any(t.nesting < 0 for t in _outer(placed[place:]))
                if whole and not (links and "<a" in opening):
                    placed[place] = _html(opening)
                    placed.append(_html(closing))
                elif number < len(words) and not any(t.content or t.nesting for t in placed[place:]):
                    # Nothing is left there of what it was to replace.
                    placed[place] = _text(child, words[number])
        placed.append(_text(child, child.content[done:]))
    return [token for token in placed if token.type != "text" or token.content]


def _as_typed(content: str, words: Sequence[str]) -> str:
    """What stands in code, which has no citations, as it was typed."""
    if _OPEN not in content:
        return content
    content = _REPLACED.sub(lambda match: words[int(match[1])] if int(match[1]) < len(words) else "", content)
    return _MARK.sub("", content)


def _outer(tokens: Sequence[Token]) -> list[Token]:
    """The closing tokens of a run that close what was opened before it."""
    depth = 0
    outer = []
    for token in tokens:
        depth += token.nesting
        if depth < 0:
            outer.append(token)
            depth = 0
    return outer


def _pair(number: int, inserts: Sequence[Insert]) -> tuple[str, str]:
    if number < len(inserts):
        return inserts[number].before, inserts[number].after
    if number < 2 * len(inserts):
        return inserts[number - len(inserts)].note, ""
    return "", ""


def _text(like: Token, content: str) -> Token:
    return Token("text", "", 0, content=content, level=like.level)


def _html(content: str) -> Token:
    return Token("html_inline", "", 0, content=content)
