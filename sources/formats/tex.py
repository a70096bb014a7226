"""TeX in the fields of a bibliography: read as text with CSL's markup, and written. Pure functions.

Accents, symbols and font commands are known; of any other command the name goes and what it encloses stays,
except of those that would read, write or define something: they go whole. Nothing is ever executed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import texts
from .tex_tables import ACCENTS, CHARACTERS, FONTS, FORBIDDEN, SILENT, SWITCHES, SYMBOLS

_TOKEN = re.compile(r"\\[A-Za-z]+\*?\s*|\\.|[{}~$^_]|---?|``|''|[^\\{}~$^_\-`']+|.", re.DOTALL)
_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "\u00a0": "~",
    "\u2009": r"\,", "\u0131": r"{\i}", "\u0237": r"{\j}",
}  # fmt: skip
_ESCAPED = re.compile("[" + re.escape("".join(_ESCAPES)) + "]|-(?=-)|['`](?=['`])")
_TAGS = {"<i>": r"\textit{", "<b>": r"\textbf{", "<sup>": r"\textsuperscript{", "<sub>": r"\textsubscript{"}
_TAGS |= {texts.SMALL_CAPS: r"\textsc{", texts.NOCASE: "{"}
_MARKUP = re.compile("(" + "|".join(map(re.escape, _TAGS)) + r"|</(?:i|b|sup|sub|span)>)")


@dataclass(slots=True)
class _Group:
    """What is between two braces: what stands around it, and an accent for its first letter."""

    before: str = ""
    after: str = ""
    accent: str = ""
    bare: bool = False  # braces for their own sake: "{NASA}"
    dropped: bool = False
    pieces: list[str] = field(default_factory=list)

    def text(self, case_matters: bool) -> str:
        text = "".join(self.pieces)
        if self.dropped:
            return ""
        if self.accent:
            return accented(text, self.accent)
        if self.bare and case_matters and text[:1].islower():
            return f"{texts.NOCASE}{text}</span>"
        return f"{self.before}{text}{self.after}" if text or not self.before.startswith("<") else ""


def decode(source: str, *, title: bool = False) -> tuple[str, frozenset[str]]:
    """The text of a field, and the commands in it that were not understood.

    In a title a word that braces protect keeps CSL's `nocase`, where a style that capitalises would alter
    it; braces around the whole say nothing.
    """
    if not re.search(r"[\\{}~$]|--|``|''", source):
        return source, frozenset()
    reader = _Reader(title)
    reader.read(unwrapped(source) if title else source)
    return reader.result(), frozenset(reader.unknown)


class _Reader:
    def __init__(self, title: bool) -> None:
        self.title = title
        self.groups = [_Group()]
        self.pending: _Group | None = None
        self.maths = False
        self.unknown: set[str] = set()

    def read(self, source: str) -> None:
        tokens = _TOKEN.findall(source)
        for place, piece in enumerate(tokens):
            if piece == "{":
                following = tokens[place + 1] if place + 1 < len(tokens) else ""
                bare = not self.pending and not following.startswith("\\")
                self.groups.append(self.pending or _Group(bare=bare and not self.maths))
                self.pending = None
            elif piece == "}":
                self.pending = None  # a command that nothing follows
                self.close()
            elif piece[0] == "\\" and len(piece) > 1:
                self.command(piece)
            elif self.maths and piece in "^_":
                self.pending = _Group(*(("<sup>", "</sup>") if piece == "^" else ("<sub>", "</sub>")))
            else:
                self.plain(piece)

    def command(self, piece: str) -> None:
        name = piece[1:].rstrip().rstrip("*") if piece[1].isalpha() else piece[1:]
        before = self.pending.accent if self.pending else ""
        self.pending = None
        if name in ACCENTS:
            self.pending = _Group(accent=ACCENTS[name])
        elif name in SWITCHES:
            self.groups[-1].before, self.groups[-1].after = FONTS[name]
            self.groups[-1].bare = False
        elif name in FONTS:
            self.pending = _Group(*FONTS[name])
        elif name in SYMBOLS:
            symbol = SYMBOLS[name]
            self.groups[-1].pieces.append(accented(symbol, before) if before else symbol)
        elif name in CHARACTERS:
            self.groups[-1].pieces.append(CHARACTERS[name])
        else:
            self.pending = _Group(dropped=name in FORBIDDEN)
            if name not in SILENT:
                self.unknown.add(f"\\{name[:30]}")

    def plain(self, piece: str) -> None:
        text = {"~": "\u00a0", "---": "—", "--": "–", "``": "“", "''": "”", "\\": ""}.get(piece, piece)
        if piece == "$":
            self.maths = not self.maths
            text = ""
        pending, self.pending = self.pending, None
        # A command takes the next letter where no brace follows; one that goes whole takes the next word.
        if not pending or not text.strip():
            self.groups[-1].pieces.append(text)
            return
        text = text.lstrip()
        taken = len(text.split()[0]) if pending.dropped else 1
        pending.pieces.append(text[:taken])
        self.groups[-1].pieces.append(pending.text(False) + text[taken:])

    def close(self) -> None:
        if len(self.groups) > 1:
            group = self.groups.pop()
            self.groups[-1].pieces.append(group.text(self.title))

    def result(self) -> str:
        while len(self.groups) > 1:
            self.close()
        return unicodedata.normalize("NFC", self.groups[0].text(False))


def encode(text: str) -> str:
    """A text with CSL's markup as TeX, in braces that balance whatever the text holds."""
    return "".join(_encoded(text))


def accented(text: str, accent: str) -> str:
    first = {"ı": "i", "ȷ": "j"}.get(text[:1], text[:1])
    return unicodedata.normalize("NFC", first + accent) + text[1:] if first.strip() else text


def unwrapped(source: str) -> str:
    """Without the braces that enclose it as a whole."""
    source = source.strip()
    if not (source.startswith("{") and source.endswith("}")):
        return source
    depth = 0
    for brace in re.finditer("[{}]", source):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return source[1:-1].strip() if brace.end() == len(source) else source
    return source


def split(source: str, separator: re.Pattern[str]) -> list[str]:
    """The pieces between separators that stand in no braces."""
    pieces, depth, start = [], 0, 0
    for match in re.finditer(f"[{{}}]|{separator.pattern}", source):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth = max(depth - 1, 0)
        elif depth == 0:
            pieces.append(source[start : match.start()].strip())
            start = match.end()
    return [*pieces, source[start:].strip()]


def _encoded(text: str) -> Iterator[str]:
    for piece in _MARKUP.split(text):
        if piece in _TAGS:
            yield _TAGS[piece]
        elif piece.startswith("</") and _MARKUP.fullmatch(piece):
            yield "}"
        else:
            yield _ESCAPED.sub(_escape, piece)


def _escape(match: re.Match[str]) -> str:
    # Two hyphens or quotation marks in a row would be read as one longer mark.
    return _ESCAPES.get(match[0], match[0] + "{}")
