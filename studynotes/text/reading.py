"""What a note's text says: its key terms, figures, questions of the FAQ, practice questions. Pure functions.

The notation is in docs/notes.md. Whatever can be read is there, beside the problems that keep a note from
being published; a box that says nothing is not there, and its problem says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from accounts.slugs import stem_of, unused
from blog.images.figures import names_in, words_in

from ..marking.notation import read_scheme
from ..marking.scheme import Scheme, SchemeError
from ..problems import Problem
from .directives import Box, Kind, boxes

MAX_NAME_LENGTH = 100
MAX_DEFINITION_LENGTH = 2_000
MAX_PROMPT_LENGTH = 2_000
MAX_SPELLINGS = 20

_ALSO = re.compile(r"\s*also:\s*(.*)", re.IGNORECASE)
_FIELD = re.compile(r"\s*(caption|credit|source):\s*(.*)", re.IGNORECASE)
_SCHEME = re.compile(r"\s*(marks|scheme):", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,2000}")


@dataclass(frozen=True, slots=True)
class Part:
    """A box that says something. `title` is what stands beside its kind, `markdown` what it says.

    `anchor` is its id on the page. `line` is where it begins, counted from 1; `lines` are those of
    `markdown`, counted from 0, from the first to before the last.
    """

    title: str
    markdown: str
    anchor: str
    line: int
    lines: tuple[int, int]
    box: Box = field(repr=False)


@dataclass(frozen=True, slots=True)
class Term(Part):
    """A key term: its other spellings; its anchor is "term-" and `slug`."""

    slug: str = ""
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteFigure(Part):
    """A picture of ours by its name. Its `title` is the description that was typed for it."""

    name: str = ""
    caption: str = ""
    credit: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Faq(Part):
    """A question that is often asked, its title, and the answer."""


@dataclass(frozen=True, slots=True)
class PracticeQuestion(Part):
    """A practice question, `markdown`, and its mark scheme: None where there is none that can be read.

    `number` counts from 1; the title is "Question 1". The lines of the scheme, as they were typed, begin
    in `scheme_line`, counted from 1.
    """

    number: int = 0
    scheme: Scheme | None = None
    scheme_lines: tuple[str, ...] = ()
    scheme_line: int = 0


@dataclass(frozen=True, slots=True)
class NoteText:
    """All of it in the order of the text."""

    parts: tuple[Part, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        return tuple(part for part in self.parts if isinstance(part, Term))

    @property
    def figures(self) -> tuple[NoteFigure, ...]:
        return tuple(part for part in self.parts if isinstance(part, NoteFigure))

    @property
    def faqs(self) -> tuple[Faq, ...]:
        return tuple(part for part in self.parts if isinstance(part, Faq))

    @property
    def questions(self) -> tuple[PracticeQuestion, ...]:
        return tuple(part for part in self.parts if isinstance(part, PracticeQuestion))


class _Wrong(Exception):
    """A box says nothing that can be used: the line of the fault, counted from 0, and why."""


@dataclass(slots=True)
class _Reading:
    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    slugs: set[str] = field(default_factory=set)
    spelled: set[str] = field(default_factory=set)
    prompts: set[str] = field(default_factory=set)
    numbers: dict[Kind, int] = field(default_factory=dict)

    def wrong(self, line: int, words: str) -> None:
        """`line` is counted from 0."""
        self.problems.append(Problem(line + 1, words))

    def next(self, kind: Kind) -> int:
        self.numbers[kind] = self.numbers.get(kind, 0) + 1
        return self.numbers[kind]


def read(body: str) -> NoteText:
    """What `body`, a note's Markdown, says. Takes time in proportion to its length; raises nothing."""
    found, problems = boxes(body)
    reading = _Reading(problems=problems)
    for box in found:
        try:
            reading.parts.append(_READERS[box.kind](box, reading))
        except _Wrong as wrong:
            reading.wrong(*wrong.args)
    return NoteText(tuple(reading.parts), tuple(sorted(reading.problems, key=lambda one: one.line)))


def _term(box: Box, reading: _Reading) -> Part:
    first = next((number for number, line in enumerate(box.lines) if line.strip()), 0)
    also = _ALSO.fullmatch(box.lines[first]) if box.lines else None
    spellings = _spellings(also[1]) if also else []
    markdown, lines = _said(box, first + 1 if also else first, len(box.lines))
    if not box.title:
        raise _Wrong(box.start, "This key term has no name: “::: term NAME”.")
    if len(box.title) > MAX_NAME_LENGTH:
        raise _Wrong(box.start, f"A key term has at most {MAX_NAME_LENGTH} characters.")
    if not markdown:
        raise _Wrong(box.start, f"“{box.title}” has no definition.")
    if len(markdown) > MAX_DEFINITION_LENGTH:
        reading.wrong(lines[0], f"A definition has at most {MAX_DEFINITION_LENGTH} characters.")
    if len(spellings) > MAX_SPELLINGS:
        reading.wrong(box.start + 1 + first, f"A key term has at most {MAX_SPELLINGS} other spellings.")
    for name in dict.fromkeys([box.title, *spellings[:MAX_SPELLINGS]]):
        if name.casefold() in reading.spelled:
            raise _Wrong(box.start, f"“{name}” is defined twice on this page.")
    reading.spelled |= {name.casefold() for name in [box.title, *spellings[:MAX_SPELLINGS]]}
    slug = unused(stem_of(box.title, max_length=MAX_NAME_LENGTH), reading.slugs)
    reading.slugs.add(slug)
    others = tuple(spellings[:MAX_SPELLINGS])
    return Term(box.title, markdown, f"term-{slug}", box.start + 1, lines, box, slug, others)


def _spellings(typed: str) -> list[str]:
    names = (" ".join(name.split()) for name in typed.split(","))
    return list(dict.fromkeys(name[:MAX_NAME_LENGTH] for name in names if name))


def _figure(box: Box, reading: _Reading) -> Part:
    said: dict[str, list[str]] = {"": []}
    at, places = "", {}
    for number, line in enumerate(box.lines, box.start + 1):
        if named := _FIELD.fullmatch(line):
            at = named[1].lower()
            places[at] = number
            said[at] = [named[2]]
        elif line.strip():
            said[at].append(line)
    picture = "\n".join(said.pop(""))
    fields = {name: " ".join(" ".join(lines).split()) for name, lines in said.items()}
    names = names_in(picture)
    if len(names) != 1:
        raise _Wrong(box.start, "A figure has one picture: “![description](image:NAME)”.")
    if (source := fields.get("source", "")) and not _ADDRESS.fullmatch(source):
        reading.wrong(places["source"], "The source of a figure is an address: “https://…”.")
        fields.pop("source")
    words = words_in(picture).get(names[0], "")
    anchor = f"figure-{reading.next(Kind.FIGURE)}"
    place = (box.start + 1, box.start + 1)
    return NoteFigure(words, picture, anchor, box.start + 1, place, box, names[0], **fields)


def _faq(box: Box, reading: _Reading) -> Part:
    markdown, lines = _said(box, 0, len(box.lines))
    if not box.title:
        raise _Wrong(box.start, "This box asks nothing. Write it as “::: faq How did …?”.")
    if not markdown:
        raise _Wrong(box.start, "This question has no answer.")
    return Faq(box.title, markdown, f"faq-{reading.next(Kind.FAQ)}", box.start + 1, lines, box)


def _question(box: Box, reading: _Reading) -> Part:
    split = next((n for n, line in enumerate(box.lines) if _SCHEME.match(line)), len(box.lines))
    markdown, lines = _said(box, 0, split)
    if box.title:
        raise _Wrong(box.start, "The words of a practice question begin in the next line.")
    if not markdown:
        raise _Wrong(box.start, "This practice question asks nothing.")
    if len(markdown) > MAX_PROMPT_LENGTH:
        raise _Wrong(lines[0], f"A practice question has at most {MAX_PROMPT_LENGTH} characters.")
    if markdown in reading.prompts:
        raise _Wrong(box.start, "This practice question is asked twice on this page.")
    reading.prompts.add(markdown)
    number = reading.next(Kind.QUESTION)
    typed, line = box.lines[split:], box.start + 2 + split
    return PracticeQuestion(
        f"Question {number}", markdown, f"question-{number}", box.start + 1, lines, box,
        number, _scheme(typed, line, reading), typed, line,
    )  # fmt: skip


def _scheme(typed: Sequence[str], line: int, reading: _Reading) -> Scheme | None:
    """The scheme in lines of which the first is `line`, counted from 1."""
    if not typed:
        reading.problems.append(Problem(line - 1, "This practice question has no mark scheme."))
        return None
    try:
        return read_scheme(typed, line)
    except SchemeError as error:
        reading.problems += [Problem(problem.line or line, problem.words) for problem in error.problems]
        return None


def _said(box: Box, first: int, last: int) -> tuple[str, tuple[int, int]]:
    """The lines of a box from `first` to before `last` without blank ones around, and where they stand."""
    while first < last and not box.lines[first].strip():
        first += 1
    while last > first and not box.lines[last - 1].strip():
        last -= 1
    at = box.start + 1
    return "\n".join(box.lines[first:last]), (at + first, at + last)


_READERS: dict[Kind, Callable[[Box, _Reading], Part]] = {
    Kind.TERM: _term,
    Kind.FIGURE: _figure,
    Kind.FAQ: _faq,
    Kind.QUESTION: _question,
}
