"""The entries of a BibTeX file as raw fields, each with its line; by pybtex, entry by entry.

The file is cut where a line or a closing brace is followed by "@word{", and pybtex's low-level parser takes
each piece apart. So one faulty entry costs no other, and no piece is long. pybtex keeps its mode, its
captured errors and its table of months in module globals; this class has its own of all three, so that two
imports at once do not meet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro, month_names
from pybtex.scanner import PrematureEOF, PybtexSyntaxError, Token

from . import texts
from .model import MAX_ENTRY_LENGTH

# A name of a journal or a publisher, which is what they are for; and what all uses in one entry come to.
MAX_STRING = 1_000
MAX_STRINGS = 2_000
MAX_EXPANDED = 20_000
MAX_DEPTH = 100
_START = re.compile(r"(?:(?<=\n)|(?<=[})])|\A)[ \t]*@[ \t]*[A-Za-z]+[ \t]*\n?[ \t]*[{(]")
_MARKS = re.compile('["{}]')
_SKIPPED = frozenset({"preamble", "string"})
_COMMENT = re.compile(r"\s*@\s*comment\b", re.IGNORECASE)


@dataclass(slots=True)
class RawEntry:
    """An entry as it stands: the type in lower case, the key, the fields by their names in lower case."""

    type: str
    key: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    repairs: list[str] = field(default_factory=list)


def entries(text: str, problem: Callable[[int, str, str], None]) -> Iterator[RawEntry]:
    """The entries of the text in order; `problem(line, message, key)` is told what cannot be read."""
    lines = texts.Lines(text)
    strings: dict[str, str] = {name.lower(): value for name, value in month_names.items()}
    starts = [match.start() for match in _START.finditer(text)]
    if not starts and text.strip():
        problem(1, "this is no BibTeX: no entry starts in it", "")
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        line = lines.number(start)
        if end - start > MAX_ENTRY_LENGTH:
            problem(line, "left out: the entry is too long", "")
            continue
        if not _COMMENT.match(text, start):
            yield from _piece(text[start:end], line, strings, problem)


def _piece(
    text: str, line: int, strings: dict[str, str], problem: Callable[[int, str, str], None]
) -> Iterator[RawEntry]:
    parser = _Parser(text, strings)
    for command, parts in parser:
        if command.lower() in _SKIPPED or parser.failed_early:
            continue
        key, pairs = parts
        raw = RawEntry(command.lower(), key or "", line)
        for name, values in pairs:
            value = texts.squeezed("".join(values))
            if raw.fields.setdefault(name.lower(), value) != value:
                raw.repairs.append(f"the field {name.lower()[:40]} stands twice; the first one counts")
        for number, message in parser.faults:
            problem(line + number - 1, message, raw.key)
        parser.faults = []
        yield raw
    for number, message in parser.faults:
        problem(line + number - 1, message, parser.current_entry_key or "")


class _Parser(LowLevelParser):
    """pybtex's parser with its own errors and strings, in linear time."""

    current_value: list[str]

    def __init__(self, text: str, strings: dict[str, str]) -> None:
        super().__init__(text, macros=strings)
        self.faults: list[tuple[int, str]] = []
        self.expanded = 0
        self.failed_early = False

    def handle_error(self, error: PybtexSyntaxError) -> None:
        self.failed_early = self.current_entry_key is None and not self.current_fields
        if isinstance(error, UndefinedMacro):
            return
        left_out = "left out" if self.failed_early else "what follows in the entry is left out"
        reason = str(error.args[0] if error.args else "it cannot be read")
        self.faults.append((error.lineno or 1, f"{left_out}: {reason}"))
        # What stands behind the fault belongs to the same entry: an "@" in it starts no other.
        self.pos = self.end_pos

    def parse_string(self, string_end: Any, level: int = 0, max_level: int = MAX_DEPTH) -> list[Token]:
        """As pybtex's, which looks for each mark on its own, to the end of the text each time."""
        closing = '"' if string_end is self.QUOTE else "}"
        for match in _MARKS.finditer(self.text, self.pos):
            mark = match[0]
            if level == 0 and mark == closing:
                return [Token(self._taken(match.end()), string_end)]
            level += {"{": 1, "}": -1}.get(mark, 0)
            if not 0 <= level <= max_level:
                self._taken(match.start())
                message = "too many nested braces" if level > 0 else "unbalanced braces"
                raise PybtexSyntaxError(message, self)
        raise PrematureEOF(self)

    def _taken(self, end: int) -> str:
        """The text up to `end`, which is read with that."""
        value = self.text[self.pos : end]
        self.pos = end
        self.update_lineno(value)
        return value

    def substitute_macro(self, name: str) -> str:
        value = self.macros.get(name.lower())
        if value is None:
            # Most often a month or a name that somebody forgot to quote.
            self.faults.append((self.lineno, f"“{name[:40]}” is defined nowhere; it is taken as it stands"))
            return name[:MAX_STRING]
        self.expanded += len(value)
        if self.expanded > MAX_EXPANDED:
            message = "its strings make it too long"
            raise PybtexSyntaxError(message, self)
        return str(value)

    def parse_string_body(self, body_end: Any) -> None:
        self.current_field_name = self.required([self.NAME]).value
        self.required([self.EQUALS])
        self.parse_value()
        value = "".join(self.current_value)
        if len(value) > MAX_STRING or len(self.macros) >= MAX_STRINGS:
            message = "a string that is too long, or one too many"
            raise PybtexSyntaxError(message, self)
        self.macros[self.current_field_name.lower()] = value

    def parse_entry_fields(self) -> None:
        """As pybtex's, but a comma that was forgotten between two fields is put in."""
        while True:
            self.current_field_name = None
            self.current_value = []
            self.parse_field()
            if self.current_field_name and self.current_value:
                self.current_fields.append((self.current_field_name, self.current_value))
            if self.optional([self.COMMA]):
                continue
            if not self.current_field_name or not self.NAME.match(self.text, self.pos):
                return
            self.faults.append((self.lineno, "a comma is missing before this field; it is read all the same"))
