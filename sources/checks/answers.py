"""What an author answered to the check, found again in a text that has changed since. Pure functions.

An answer is remembered by the words that it is about and by what stood around them. An answer to a citation
("not a citation", "this source is meant") is settled before anything is counted or remarked, so that every
count and finding follows from it; "leave it" silences the one finding.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from . import ledger as ledgers
from . import segments
from .dictionary import Dictionary
from .findings import Finding
from .ledger import Ledger
from .records import Citation
from .words import likeness

Said = Literal["not-a-citation", "leave", "source"]

MAX_WORDS = 500
MAX_CONTEXT = 80
CITATION = "citation"  # the kind of an answer to a citation that had no finding
ABOUT_CITATIONS = frozenset(
    (CITATION, "no_source", "ambiguous", "missing_locator", "page_without_source", "ibid_without_antecedent")
)
KINDS = ABOUT_CITATIONS | {"uncited_quote", "uncited_source", "unbalanced_quotes"}
LIKENESS = 0.8  # of a quotation whose words were changed a little
LIKENED = 200  # characters of a quotation that are compared
# Bounds on what a text made to be slow can cost; a course's longest essay stays far below them.
MAX_CONTEXTS_COMPARED = 4_000
MAX_QUOTATIONS_COMPARED = 400


@dataclass(frozen=True, slots=True)
class Answer:
    """`source` is the CSL id of the source that is meant; `row` is whatever number the asker knows it by."""

    kind: str
    words: str
    before: str
    after: str
    answer: Said
    source: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer and the place where it holds; `finding` is None where it settled a citation."""

    answer: Answer
    start: int
    end: int
    finding: Finding | None = None


@dataclass(frozen=True)
class Applied:
    """The ledger as the answers leave it, the findings that are open, and the answers that hold."""

    ledger: Ledger
    open: tuple[Finding, ...]
    answered: tuple[Answered, ...]


@dataclass(frozen=True)
class Place:
    """Words of a text, and what stands around them."""

    words: str
    before: str
    after: str

    @cached_property
    def key(self) -> str:
        return _folded(self.words)

    @cached_property
    def around(self) -> tuple[str, str]:
        return _folded(self.before), _folded(self.after)

    @cached_property
    def bag(self) -> Counter[str]:
        before, after = self.around
        return Counter([*(f"<{word}" for word in before.split()), *(f">{word}" for word in after.split())])


def place_of(text: str, thing: Finding | Citation) -> Place:
    """What an answer to `thing` is remembered by; of a source that is never cited, its id."""
    start, end = thing.start, thing.end
    if isinstance(thing, Finding) and thing.kind == "uncited_source":
        return Place(thing.suggestion, "", "")
    before, after = text[max(0, start - MAX_CONTEXT) : start], text[end : end + MAX_CONTEXT]
    return Place(text[start : min(end, start + MAX_WORDS)], before, after)


def apply(text: str, dictionary: Dictionary, answers: Iterable[Answer]) -> Applied:
    """The ledger of `text` with `answers` applied. An answer holds at one place, or nowhere any more.

    Raises nothing.
    """
    answers = list(answers)
    about_citations = [
        a for a in answers if a.kind in ABOUT_CITATIONS and a.answer != "leave"
        and (a.answer != "source" or a.source in dictionary.by_id)
    ]  # fmt: skip
    settled: list[Answered] = []

    def settle(citations: Sequence[Citation]) -> Iterator[Citation]:
        targets = [(CITATION, place_of(text, citation)) for citation in citations]
        said = _paired(targets, [(CITATION, _remembered(a)) for a in about_citations])
        chosen = {number: about_citations[found] for number, found in said.items()}
        settled.extend(
            Answered(answer, citations[number].start, citations[number].end)
            for number, answer in sorted(chosen.items())
        )
        return _settled(citations, chosen)

    found = ledgers.check(text, dictionary, settle=settle if about_citations else None)
    left = [a for a in answers if a.answer == "leave"]
    said = _paired(
        [(finding.kind, place_of(text, finding)) for finding in found.findings],
        [(a.kind, _remembered(a)) for a in left],
    )
    silenced = [
        Answered(left[said[number]], finding.start, finding.end, finding)
        for number, finding in enumerate(found.findings)
        if number in said
    ]
    remaining = tuple(finding for number, finding in enumerate(found.findings) if number not in said)
    answered = sorted([*settled, *silenced], key=lambda one: (one.start, one.end))
    return Applied(found, remaining, tuple(answered))


def _settled(citations: Sequence[Citation], chosen: Mapping[int, Answer]) -> Iterator[Citation]:
    """The citations as the answers make them; an "ibid." follows the one before it."""
    last: Citation | None = None
    for number, citation in enumerate(citations):
        answer = chosen.get(number)
        if answer and answer.answer == "not-a-citation":
            continue
        if answer:
            citation = _matched(citation, answer.source)
        elif chosen and last and last.source and segments.after_ibid(citation.text) is not None:
            citation = _matched(citation, last.source)
        yield citation
        last = citation


def _matched(citation: Citation, source: str) -> Citation:
    return replace(
        citation, status="matched", source=source, candidates=(), suggestion="", gap="", other_year=False
    )


def _remembered(answer: Answer) -> Place:
    return Place(answer.words, answer.before, answer.after)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _paired(targets: Sequence[tuple[str, Place]], answers: Sequence[tuple[str, Place]]) -> dict[int, int]:
    """The number of the answer for each target that has one: each answer belongs to one target at most.

    Both are of a kind. Equal words come first, told apart by what stands around them; then quotations
    whose words are alike.
    """
    if not answers:
        return {}
    paired: dict[int, int] = {}
    wanted, offered = _by_words(targets), _by_words(answers)
    budget = MAX_CONTEXTS_COMPARED
    for key, numbers in offered.items():
        if places := wanted.get(key):
            if len(places) == len(numbers) == 1:
                paired[places[0]] = numbers[0]
                continue
            budget -= _pair_equal(targets, answers, places, numbers, paired, budget)
    _pair_alike(targets, answers, paired)
    return paired


def _by_words(things: Sequence[tuple[str, Place]]) -> dict[tuple[str, str], list[int]]:
    grouped: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (kind, place) in enumerate(things):
        grouped[kind, place.key].append(number)
    return grouped


def _pair_equal(
    targets: Sequence[tuple[str, Place]],
    answers: Sequence[tuple[str, Place]],
    places: Sequence[int],
    numbers: Sequence[int],
    paired: dict[int, int],
    budget: int,
) -> int:
    """Pair places and answers of equal words; returns how many contexts were compared."""
    same: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place in reversed(places):
        same[targets[place][1].around].append(place)
    rest: list[int] = []
    for number in numbers:
        if at := same.get(answers[number][1].around):
            paired[at.pop()] = number
        else:
            rest.append(number)
    free = [place for place in places if place not in paired]
    if len(free) * len(rest) > budget:
        paired.update(zip(free, rest, strict=False))
        return 0
    bags = {number: answers[number][1].bag for number in rest}
    alike = [
        (-_shared(targets[place][1].bag, bag), place, number)
        for place in free
        for number, bag in bags.items()
    ]
    _pair_best(alike, paired)
    return len(alike)


def _shared(one: Counter[str], other: Counter[str]) -> float:
    """Dice's coefficient of two bags of words: 0 to 1."""
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 1.0


def _pair_alike(
    targets: Sequence[tuple[str, Place]], answers: Sequence[tuple[str, Place]], paired: dict[int, int]
) -> None:
    """Quotations that were changed a little."""
    used = set(paired.values())
    quotations = [n for n, (kind, _) in enumerate(targets) if kind == "uncited_quote" and n not in paired]
    changed = [n for n, (kind, _) in enumerate(answers) if kind == "uncited_quote" and n not in used]
    budget = MAX_QUOTATIONS_COMPARED
    alike: list[tuple[float, int, int]] = []
    for number in changed:
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(answers[number][1].key[:LIKENED])
        for target in quotations[: max(0, budget)]:
            budget -= 1
            matcher.set_seq1(targets[target][1].key[:LIKENED])
            if like := likeness(matcher, LIKENESS):
                alike.append((-like, target, number))
    _pair_best(alike, paired)


def _pair_best(alike: Iterable[tuple[float, int, int]], paired: dict[int, int]) -> None:
    """Take the pairs in order, those whose place and answer are both free."""
    used = set(paired.values())
    for _, place, number in sorted(alike):
        if place not in paired and number not in used:
            paired[place] = number
            used.add(number)
