"""The key terms that are looked for in a text, by their words. Pure functions.

A word is found in every one of its forms: whatever its case, in the plural (-s, -es, -ies), with a possessive
's, with -ise- or -ize-. Those are the only inflections; others stand in the note as another spelling. A word
typed in capitals alone (NKVD, IT) is found in capitals alone. Words are compared in Unicode's composed form,
and the blank between two of them may be a hyphen. Scripts that put no blanks between words are not searched.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

# What belongs to the letter before it, which `\w` leaves out; joiners and soft hyphens likewise.
_MARKS = "".join(
    chr(code)
    for code in range(min(0x10000, sys.maxunicode))
    if unicodedata.category(chr(code)) in ("Mn", "Mc", "Me")
)
_LETTERS = rf"\w{_MARKS}\u200c\u200d\u00ad"
WORD = re.compile(rf"\w[{_LETTERS}]*(?:['’][{_LETTERS}]+)*")
_GAP = re.compile(rf"[^{_LETTERS}<]{{1,4}}")
_HYPHENS = "-‐‑"
_POSSESSIVE = ("'s", "’s")
_HISSED = re.compile(r"(?:ss|sh|ch|x|z)es$")
_BRITISH = re.compile(r"is(e|ed|er|ing|ation)$")
# So long is a word at least that ends in a plural's s, and one whose -ise is an ending.
_PLURAL, _ENDED = 4, 7
# Where in the tree a spelling ends: no word is empty.
_END = ""
_Node = dict[str, Any]
_NOTHING: _Node = {}


@dataclass(frozen=True, slots=True)
class Term:
    """A key term, all ways to write it, and where it is defined."""

    key: int
    address: str
    spellings: tuple[str, ...]


# Which words of a spelling are typed in capitals, and how.
Capitals = tuple[tuple[int, str], ...]


class Mention(NamedTuple):
    """Where a text names a term."""

    start: int
    end: int
    term: Term


class Vocabulary:
    """Terms as a tree of their words, made once for all texts that are searched for them.

    Of two terms with one spelling the earlier has it.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self._tree: _Node = {}
        # What was made of the words so far, which come again and again.
        self._forms: dict[str, str] = {}
        self._begun: dict[str, _Node | None] = {}
        for term in terms:
            for spelling in term.spellings:
                self._add(term, spelling)

    def __bool__(self) -> bool:
        return bool(self._tree)

    def _add(self, term: Term, spelling: str) -> None:
        words = list(WORD.finditer(spelling))
        node = self._tree
        for place, word in enumerate(words):
            gap = _gap(spelling[words[place - 1].end() : word.start()]) if place else ""
            node = node.setdefault(gap + _form(word.group()), {})
        if words:
            capitals = tuple((n, word.group()) for n, word in enumerate(words) if _is_capitals(word.group()))
            node.setdefault(_END, []).append((term, capitals))

    def mentions(self, text: str, start: int, end: int) -> list[Mention]:
        """What `text[start:end]` names, in order: whole words, of several terms at one place the longest."""
        found: list[Mention] = []
        begun, done = self._begun, start
        for word in WORD.finditer(text, start, end):
            written = word.group()
            try:
                node = begun[written]
            except KeyError:
                node = begun[written] = self._tree.get(_form(written))
            if node and word.start() >= done and (mention := self._longest(text, word, end, node)):
                found.append(mention)
                done = mention.end
        return found

    def _longest(self, text: str, word: re.Match[str], end: int, node: _Node) -> Mention | None:
        """The longest term that begins with `word`, which leads to `node`."""
        if _is_joined(text, word.start() - 1, -1):
            return None
        longest, words = None, [word]
        while True:
            if _END in node and not _is_joined(text, word.end(), 1):
                term = _as_typed(node[_END], words)
                longest = Mention(words[0].start(), _without_possessive(word), term) if term else longest
                if len(node) == 1:
                    return longest
            gap = _GAP.match(text, word.end(), end)
            following = WORD.match(text, gap.end(), end) if gap else None
            if gap is None or following is None:
                return longest
            word = following
            node = node.get(_gap(gap.group()) + self._form_of(word.group()), _NOTHING)
            if not node:
                return longest
            words.append(word)

    def _form_of(self, word: str) -> str:
        if word not in self._forms:
            self._forms[word] = _form(word)
        return self._forms[word]


def _as_typed(spelled: Sequence[tuple[Term, Capitals]], words: Sequence[re.Match[str]]) -> Term | None:
    """The first of the terms whose words in capitals are so in the text."""
    for term, capitals in spelled:
        if all(words[n].group().startswith(typed) for n, typed in capitals):
            return term
    return None


def _form(word: str) -> str:
    """What the forms of a word have in common."""
    form = word if word.isascii() else unicodedata.normalize("NFC", word.replace("\u00ad", ""))
    form = form.casefold()
    if form.endswith(_POSSESSIVE):
        form = form[:-2]
    form = _singular(form.replace("’", "'"))
    return _BRITISH.sub(r"iz\1", form) if len(form) >= _ENDED else form


def _singular(word: str) -> str:
    if len(word) < _PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if _HISSED.search(word) else word[:-1]


def _gap(between: str) -> str:
    return " " if between.isspace() or between in _HYPHENS else "".join(between.split())


def _is_capitals(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _is_joined(text: str, place: int, step: int) -> bool:
    """Whether a word goes on there: with a letter, or with a hyphen and one."""
    if not 0 <= place < len(text) or (here := text[place]) == " ":
        return False
    if here in _HYPHENS:
        return 0 <= place + step < len(text) and _is_letter(text[place + step])
    return _is_letter(here)


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"


def _without_possessive(word: re.Match[str]) -> int:
    return word.end() - 2 * word.group().lower().endswith(_POSSESSIVE)
