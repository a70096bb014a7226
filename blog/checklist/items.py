"""The checklist of an essay: what is asked against what is there. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MAX_NAMED = 5


class Name(StrEnum):
    LENGTH = "length"
    SOURCES = "sources"
    QUESTION = "question"
    CITATIONS = "citations"
    PICTURES = "pictures"


# Where in the form an item is put right.
FIELDS = {
    Name.LENGTH: "body",
    Name.SOURCES: "sources",
    Name.QUESTION: "key_question",
    Name.CITATIONS: "body",
    Name.PICTURES: "body",
}


@dataclass(frozen=True)
class Asked:
    """What unit and course ask: words, sources (key to name), a key question; `required` ones must be met."""

    min_words: int | None = None
    max_words: int | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    has_questions: bool = False
    required: Collection[Name] = ()


@dataclass(frozen=True)
class Written:
    """What is there: words, keys of the sources that are listed or cited, and what is still missing."""

    words: int
    sources: Collection[str] = ()
    has_question: bool = False
    citations: int = 0
    unmatched: int = 0
    pictures: int = 0
    undescribed: int = 0


@dataclass(frozen=True)
class Item:
    """One line of the list: what is asked, and, where it is not met, what is missing."""

    name: Name
    text: str
    missing: str = ""
    is_required: bool = False

    @property
    def is_done(self) -> bool:
        return not self.missing

    @property
    def field(self) -> str:
        return FIELDS[self.name]


def items(asked: Asked, written: Written) -> list[Item]:
    """The checklist, in order; nothing that is not asked for and could not be wrong."""
    return [
        Item(name, text, missing, is_required=name in asked.required)
        for name, text, missing in _items(asked, written)
    ]


def _items(asked: Asked, written: Written) -> Iterator[tuple[Name, str, str]]:
    if asked.min_words or asked.max_words:
        yield Name.LENGTH, span(asked), distance(asked, written.words)
    if asked.sources:
        lacking = [name for key, name in asked.sources.items() if key not in written.sources]
        yield Name.SOURCES, "The sources that the unit requires", _list(lacking)
    if asked.has_questions:
        yield Name.QUESTION, "A key question", "" if written.has_question else "none is chosen"
    if written.citations or Name.CITATIONS in asked.required:
        yield Name.CITATIONS, "Citations match their sources", _some(written.unmatched, "without a source")
    if written.pictures:
        yield Name.PICTURES, "Pictures are described", _some(written.undescribed, "not described")


def span(asked: Asked) -> str:
    """How many words are asked for; something is."""
    if asked.min_words and asked.max_words:
        return f"{asked.min_words:,} to {asked.max_words:,} words"
    if asked.min_words:
        return f"At least {asked.min_words:,} words"
    return f"At most {asked.max_words:,} words"


def distance(asked: Asked, words: int) -> str:
    """What lacks, or is too much; nothing where it is as asked."""
    if asked.min_words and words < asked.min_words:
        return f"{asked.min_words - words:,} more to write"
    if asked.max_words and words > asked.max_words:
        return f"{words - asked.max_words:,} too many"
    return ""


def _list(names: list[str]) -> str:
    if not names:
        return ""
    more = f", and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
    return f"missing: {', '.join(names[:MAX_NAMED])}{more}"


def _some(count: int, what: str) -> str:
    return f"{count:,} {what}" if count else ""
