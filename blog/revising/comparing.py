"""The difference between two texts of an essay, word by word in the prose as drawn. Pure.

Paragraphs that stayed stand as they are, those that were revised show what was taken out and put in, those
that have little in common stand whole, the old one before the new one. Without what is in <ins> it is the
old text, without what is in <del> the new one; each is balanced within its line, whatever came in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.safestring import SafeString

from .. import markup
from .aligning import Letters, Stretch, joined, pairs, stretches
from .prose import Block, Token, blocks_of, lines_of

if TYPE_CHECKING:
    from ..models import SavedText

# Revisions stay as they are, and what many readers look at is compared once: half a second for long ones.
KEPT = 16
# So many paragraphs that stayed are shown before and after a change, and no fewer are worth folding away.
CONTEXT = 1
LEAST_FOLDED = 2
# What is heard where others see colour and lines.
_SAID = {"del": "deleted: ", "ins": "inserted: "}


class Part(NamedTuple):
    """A stretch of the difference; `folded` is how many paragraphs it has that stayed, far from a change."""

    html: SafeString
    folded: int = 0


class _Drawn(NamedTuple):
    html: str
    changed: bool


@lru_cache(maxsize=KEPT)
def difference(old_html: str, new_html: str) -> tuple[Part, ...]:
    """Two essays as they were drawn. Nothing changed: one folded part, or none where both are empty."""
    drawn = _compared(blocks_of(old_html), blocks_of(new_html))
    return tuple(
        Part(markup.difference("\n".join(html)), folded) for html, folded in _folded(drawn) if any(html)
    )


def shown(revision: SavedText, other: SavedText | None) -> dict[str, Any]:
    """What templates/blog/_difference.html has: from the earlier to the later one; of the first, its text."""
    if other is None:
        return {"parts": difference(revision.body_html, revision.body_html)}
    old, new = sorted((other, revision), key=lambda row: row.number)
    return {
        "old": old,
        "new": new,
        "parts": difference(old.body_html, new.body_html),
        "title": line_difference(old.title, new.title) if old.title != new.title else "",
        "sources": list_difference(old.source_lines, new.source_lines)
        if old.source_lines != new.source_lines
        else "",
    }


def line_difference(old: str, new: str) -> SafeString:
    """Two lines of plain text, such as titles."""
    return markup.difference(_words([block.tokens for block in lines_of([old, new])]))


def list_difference(old: Sequence[str], new: Sequence[str]) -> SafeString:
    """Two lists of plain lines, as the items of a list."""
    drawn = _compared(lines_of(old), lines_of(new))
    return markup.difference(f"<ul>{''.join(one.html for one in drawn)}</ul>")


def _folded(drawn: Sequence[_Drawn]) -> Iterable[tuple[list[str], int]]:
    near = [
        any(one.changed for one in drawn[max(0, n - CONTEXT) : n + CONTEXT + 1]) for n in range(len(drawn))
    ]
    start = 0
    while start < len(drawn):
        end = start
        while end < len(drawn) and near[end] == near[start]:
            end += 1
        if not near[start] and end - start < LEAST_FOLDED:
            near[start:end] = [True] * (end - start)
        start = end
    start = 0
    while start < len(drawn):
        end = start
        while end < len(drawn) and near[end] == near[start]:
            end += 1
        yield [one.html for one in drawn[start:end]], 0 if near[start] else end - start
        start = end


def _compared(old: Sequence[Block], new: Sequence[Block]) -> list[_Drawn]:
    letters = Letters()
    spelt = [letters.spell(block.signature() for block in blocks) for blocks in (old, new)]
    drawn: list[_Drawn] = []
    for one in stretches(*spelt):
        if one.same:
            drawn += [_Drawn(_block(block), False) for block in new[one.c : one.d]]
        else:
            drawn += _replaced(old[one.a : one.b], new[one.c : one.d])
    return drawn


def _replaced(old: Sequence[Block], new: Sequence[Block]) -> list[_Drawn]:
    drawn: list[_Drawn] = []
    i = j = 0
    for a, b in [*pairs(old, new), (len(old), len(new))]:
        drawn += [_Drawn(_block(block, "del"), True) for block in old[i:a]]
        drawn += [_Drawn(_block(block, "ins"), True) for block in new[j:b]]
        if a < len(old):
            drawn.append(_Drawn(_revised(old[a], new[b]), True))
        i, j = a + 1, b + 1
    return drawn


def _revised(old: Block, new: Block) -> str:
    """Of two blocks with one tag: the new one with the difference inside."""
    if old.blocks or new.blocks:
        inner = "".join(one.html for one in _compared(_inside(old), _inside(new)))
        return _within(new, inner)
    return _within(new, _words([old.tokens, new.tokens]))


def _inside(block: Block) -> list[Block]:
    return block.blocks or ([Block(tokens=block.tokens)] if block.tokens else [])


def _block(block: Block, mark: str = "") -> str:
    if block.tag == "hr":
        return f"<{mark}><hr></{mark}>" if mark else "<hr>"
    if block.blocks:
        return _within(block, "".join(_block(inner, mark) for inner in block.blocks))
    return _within(block, _run(block.tokens, mark))


def _within(block: Block, inner: str) -> str:
    return f"<{block.tag}{block.attributes}>{inner}</{block.tag}>" if block.tag else inner


def _words(lines: Sequence[list[Token]]) -> str:
    """The difference between two lines."""
    old, new = lines
    letters = Letters()
    spelt = [letters.spell((token.key, token.wraps) for token in line) for line in lines]
    html = []
    for one in _readable(stretches(*spelt), new):
        if one.same:
            html.append(_run(new[one.c : one.d]))
        else:
            html.append(_run(old[one.a : one.b], "del") + _run(new[one.c : one.d], "ins"))
    return "".join(html)


def _readable(found: Sequence[Stretch], new: Sequence[Token]) -> list[Stretch]:
    """Without the few words in common by chance between many that are not: "of the" says nothing."""
    kept = list(found)
    for n in range(1, len(found) - 1):
        before, one, after = found[n - 1 : n + 2]
        words = sum(token.is_word for token in new[one.c : one.d])
        least = min(max(near.b - near.a, near.d - near.c) for near in (before, after))
        if one.same and (not words or words * 4 <= least):
            kept[n] = one._replace(same=False)
    return joined(kept)


def _run(tokens: Sequence[Token], mark: str = "") -> str:
    """Words with what they stand in, marked as taken out ("del") or put in ("ins")."""
    if not tokens:
        return ""
    html: list[str] = []
    open_tags: list[str] = []
    for token in tokens:
        common = 0
        while common < min(len(open_tags), len(token.wraps)) and open_tags[common] == token.wraps[common]:
            common += 1
        html += [_closing(tag) for tag in reversed(open_tags[common:])]
        html += token.wraps[common:]
        open_tags[common:] = token.wraps[common:]
        html.append(token.html)
    html += [_closing(tag) for tag in reversed(open_tags)]
    inner = "".join(html)
    if not mark:
        return inner
    said, end = (f'<span class="visually-hidden">{words}</span>' for words in (f"[{_SAID[mark]}", "]"))
    return f"<{mark}>{said}{inner}{end}</{mark}>"


def _closing(tag: str) -> str:
    return f"</{tag[1:].split(maxsplit=1)[0].rstrip('>')}>"
