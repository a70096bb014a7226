"""An essay as drawn, taken apart into blocks, lines and words, so that two of them can be compared. Pure.

What the page adds to the author's words is left out: the addresses of citations and notes, and the way back
from a note. The marks of notes all count as alike, whatever their number: a note added at the start changes
no later paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from typing import NamedTuple

# What stands around words within a line, and is kept. All other elements are blocks, but those below.
_WRAPS = frozenset({"a", "code", "em", "s", "small", "span", "strong", "sub", "sup"})
_WORD = re.compile(r"\w+(?:[’'\-]\w+)*|\s+|[^\w\s]")
_TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)(?:[^>"]|"[^"]*")*>""")
_ADDRESS = re.compile(r""" (?:id|data-at|href)="(?:#[^"]*|fn[^"]*|part-\d+|\d+(?:-\d+)?)["]""")
_NOTE_MARK = re.compile(r"""<sup class="footnote-ref">.*?</sup>""")
_BACK = re.compile(r"""<a [^>]*class="footnote-backref"[^>]*>.*?</a>""")
_VOID = frozenset({"br", "hr", "img", "source"})
_KEPT = ("href", "class", "src", "alt", "width", "height", "start")
# No text that came from a form has these, but what does has only itself to confuse.
_NOTE, _BETWEEN, _AFTER = "\ue000note", "\ue001", "\ue002"


class Token(NamedTuple):
    """A word, a blank, a sign, or something that stands for one: an image, a line's end, a note's mark.

    `key` is what makes two of them alike, `html` how it looks, `wraps` the tags that it stands in.
    """

    key: str
    html: str
    wraps: tuple[str, ...] = ()

    @property
    def is_word(self) -> bool:
        return self.key[:1].isalnum() or self.key[:1] in "\ue000_"

    @property
    def is_blank(self) -> bool:
        return self.key.isspace()


@dataclass
class Block:
    """A paragraph, a list, a row …: it has either blocks or words. Without a tag it is words among blocks."""

    tag: str = ""
    attributes: str = ""
    blocks: list[Block] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)

    @property
    def is_notes(self) -> bool:
        return self.tag == "section"

    def lines(self) -> Iterator[list[Token]]:
        if not self.blocks:
            yield self.tokens
        for block in self.blocks:
            yield from block.lines()

    def words(self) -> list[str]:
        """The keys of its words and what stands for one, in order."""
        return [token.key for line in self.lines() for token in line if token.is_word]

    def signature(self) -> str:
        """Two blocks with the same are the same."""
        inner = [block.signature() for block in self.blocks] or [
            _BETWEEN.join((token.key, *token.wraps)) for token in self.tokens
        ]
        return f"<{self.tag}>{_AFTER.join(inner)}</>"


def blocks_of(body_html: str) -> list[Block]:
    """The blocks of an essay as blog/markup.py made it; its footnotes each as one, at the end."""
    reader = _Reader()
    reader.feed(body_html)
    reader.close()
    blocks: list[Block] = []
    for block in reader.finished():
        if not block.is_notes:
            blocks.append(block)
            continue
        if blocks and blocks[-1].tag == "hr":  # the line above the notes
            blocks.pop()
        blocks += _notes_in(block)
    return blocks


def outer_blocks(body_html: str) -> list[str]:
    """The HTML of each outermost element, its notes' addresses and numbers left out: what is alike is equal.

    Twenty times as fast as `blocks_of`, for who saves and only asks which blocks changed.
    """
    html = _ADDRESS.sub("", _NOTE_MARK.sub("<sup></sup>", body_html))
    blocks, depth, start = [], 0, 0
    for tag in _TAG.finditer(html):
        if tag[2] in _VOID:
            if not depth:
                blocks.append(tag[0])
            continue
        if not tag[1]:
            start = start if depth else tag.start()
        depth += -1 if tag[1] else 1
        if not depth:
            blocks.append(html[start : tag.end()])
    return blocks


def words_of(body_html: str) -> list[str]:
    """Its words, without the marks of notes; as fast."""
    told = _BACK.sub("", _NOTE_MARK.sub("", body_html)).replace("><", "> <")
    text = unescape(_TAG.sub("", told))
    return [word for word in _WORD.findall(text) if word[0].isalnum()]


def lines_of(lines: Iterable[str]) -> list[Block]:
    """Plain lines, such as those of a list of sources or a title, as blocks of a list."""
    return [Block("li", tokens=list(_words(line, ()))) for line in lines]


def _notes_in(section: Block) -> list[Block]:
    notes = [note for part in section.blocks for note in part.blocks] or section.blocks
    return [Block("div", ' class="note"', note.blocks, note.tokens) for note in notes]


def _words(text: str, wraps: tuple[str, ...]) -> Iterator[Token]:
    for match in _WORD.finditer(text):
        word = match[0]
        yield Token(" " if word.isspace() else word, escape(word, quote=False), wraps)


def _attributes(attrs: list[tuple[str, str | None]]) -> str:
    return "".join(f' {name}="{escape(value or "")}"' for name, value in attrs if name in _KEPT)


class _Reader(HTMLParser):
    """Builds blocks. What is left out with all that it holds counts its open elements in `_skipped`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open = [Block("root")]
        self._wraps: list[tuple[str, str]] = []
        self._skipped: list[str] = []
        self._note = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        classes = (values.get("class") or "").split()
        if self._skipped:
            if tag not in _VOID:
                self._skipped.append(tag)
        elif "footnote-ref" in classes or "footnote-backref" in classes:
            self._skipped.append(tag)
            self._note = ""
        elif tag == "br":
            self._put(Token("\ue000br", "<br>", self._tags()))
        elif tag == "img":
            key = f"\ue000img {values.get('src')} {values.get('alt')}"
            self._put(Token(key, f"<img{_attributes(attrs)}>"))
        elif tag == "hr":
            self._open[-1].blocks.append(Block("hr"))
        elif tag in _WRAPS:
            is_inner = "cite" in classes or (values.get("href") or "#").startswith("#")
            self._wraps.append((tag, "" if tag == "a" and is_inner else f"<{tag}{_attributes(attrs)}>"))
        elif tag not in ("picture", "source"):
            self._open.append(Block(tag, _attributes(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            last = self._skipped.pop()
            if not self._skipped and last == "sup":
                self._put(Token(_NOTE, f'<sup class="footnote-ref">{escape(self._note)}</sup>'))
        elif tag in _WRAPS:
            if self._wraps:
                self._wraps.pop()
        elif len(self._open) > 1 and tag == self._open[-1].tag:
            self._close()

    def handle_data(self, data: str) -> None:
        if self._skipped:
            self._note += data
            return
        for token in _words(data, self._tags()):
            self._put(token)

    def finished(self) -> list[Block]:
        while len(self._open) > 1:
            self._close()
        return _tidy(self._open[0]).blocks

    def _tags(self) -> tuple[str, ...]:
        return tuple(tag for _, tag in self._wraps if tag)

    def _put(self, token: Token) -> None:
        blocks = self._open[-1].blocks
        if not blocks or blocks[-1].tag:
            blocks.append(Block())
        blocks[-1].tokens.append(token)

    def _close(self) -> None:
        block = _tidy(self._open.pop())
        self._open[-1].blocks.append(block)


def _tidy(block: Block) -> Block:
    """Without the blanks between its blocks; one that has words alone has no blocks."""
    block.blocks = [
        inner for inner in block.blocks if inner.tag or not all(token.is_blank for token in inner.tokens)
    ]
    if block.tag != "root" and len(block.blocks) == 1 and not block.blocks[0].tag:
        block.tokens, block.blocks = block.blocks[0].tokens, []
    return block
