"""Footnotes of ours among an author's own, in parsed Markdown. Pure functions.

mdit_py_plugins.footnote has put the author's notes behind the text by now, as "footnote_open" … and
"footnote_close" in one block. Ours join them, and all are numbered in the order in which they are called.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from markdown_it.token import Token


def call(note: str) -> Token:
    """The call of a note that holds this HTML."""
    return Token("footnote_ref", "", 0, meta={"id": -1, "note": note})


def numbered(tokens: Sequence[Token]) -> list[Token]:
    """`tokens` with the notes that `call` calls in them."""
    if not any("note" in token.meta for token in _calls(tokens)):
        return list(tokens)
    text, notes = _parted(tokens)
    new: dict[int, int] = {}
    ordered: list[list[Token]] = []
    _number(text, notes, new, ordered)
    for note in ordered:
        _number(note, notes, new, ordered)
    # What is called in nothing that is shown, or by itself alone, comes last.
    for old in notes:
        if old not in new:
            done = len(ordered)
            new[old] = done
            ordered.append(notes[old])
            for note in itertools.islice(ordered, done, None):
                _number(note, notes, new, ordered)
    for index, note in enumerate(ordered):
        for token in note:
            if token.type in ("footnote_open", "footnote_anchor"):
                token.meta = token.meta | {"id": index}
    opening, closing = Token("footnote_block_open", "", 1), Token("footnote_block_close", "", -1)
    return [*text, opening, *(token for note in ordered for token in note), closing]


def _calls(tokens: Sequence[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or () if child.type == "footnote_ref"]


def _parted(tokens: Sequence[Token]) -> tuple[list[Token], dict[int, list[Token]]]:
    """The text, and the author's notes by the number they have."""
    text: list[Token] = []
    notes: dict[int, list[Token]] = {}
    at = text
    for token in tokens:
        if token.type == "footnote_open":
            at = notes[token.meta["id"]] = []
        if token.type not in ("footnote_block_open", "footnote_block_close"):
            at.append(token)
    return text, notes


def _number(
    tokens: Sequence[Token], notes: dict[int, list[Token]], new: dict[int, int], ordered: list[list[Token]]
) -> None:
    """Number the calls in `tokens`; the notes they are the first to call go to the end of `ordered`."""
    for token in _calls(tokens):
        old = token.meta["id"]
        if "note" in token.meta:
            number = len(ordered)
            ordered.append(_note(token.meta["note"]))
        elif old in new:
            number = new[old]
        else:
            number = new[old] = len(ordered)
            ordered.append(notes.get(old, []))
        token.meta = token.meta | {"id": number}


def _note(note: str) -> list[Token]:
    words = Token("inline", "", 0, children=[Token("html_inline", "", 0, content=note)])
    return [
        Token("footnote_open", "", 1, meta={"id": -1}),
        Token("paragraph_open", "p", 1, block=True),
        words,
        Token("footnote_anchor", "", 0, meta={"id": -1, "subId": 0}),
        Token("paragraph_close", "p", -1, block=True),
        Token("footnote_close", "", -1),
    ]
