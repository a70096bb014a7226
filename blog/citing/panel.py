"""The ledger as its author sees it: what each finding shows, and what can be done about it."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sources.checks import answers
from sources.checks.findings import Finding
from sources.checks.ledger import Ledger
from sources.checks.records import Citation
from sources.checks.words import shortened
from sources.models import Source
from sources.reference import short_reference

from ..models import FindingAnswer
from .desk import Reading, Silenced

CONTEXT = 60  # characters of the text on each side of a finding's place
# A text with more has one trouble, not hundreds; the page stays light and the form within its fields.
MAX_REMARKS = 100
MAX_CITATIONS = 300
MAX_ANSWERED = 200
MAX_BARS = 40
# All choices of all findings together: 200 sources for each of 100 would be a megabyte.
MAX_CHOICES = 2_000
MAX_NAME = 70
MAX_WHO = 30
_WORD = re.compile(r"[\w’'-]+")
_SEVERAL = re.compile(r"\d\s*[-–—,&]|\band\b")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: `field` is the field of the form, `start` and `end` are of the text or 0."""

    field: str
    start: int
    end: int
    before: str
    words: str
    after: str

    @property
    def head(self) -> str:
        """The words that tell the place again where the text has changed since."""
        return self.words if self.field == "sources" else self.words[:CONTEXT]


@dataclass(frozen=True, slots=True)
class Fix:
    """`words`, which stand at `start`, are better written as `to`."""

    start: int
    words: str
    to: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding that is open. `number` and `told` are what the form sends back with an answer."""

    number: int
    kind: str
    message: str
    place: Place
    told: str
    fix: Fix | None
    choices: tuple[tuple[str, str], ...]
    is_about_citation: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A citation of the text."""

    number: int
    text: str
    status: str
    source: Source | None
    name: str
    locator: str
    place: Place
    told: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that holds, with the place that it is about."""

    row: FindingAnswer
    said: str
    place: Place


@dataclass(frozen=True)
class Panel:
    reading: Reading
    remarks: tuple[Remark, ...]
    citations: tuple[Found, ...]
    answered: tuple[Answered, ...]

    @property
    def ledger(self) -> Ledger:
        return self.reading.ledger

    @property
    def total(self) -> int:
        """Of the open findings, shown or not."""
        return len(self.reading.remarks)

    @property
    def more(self) -> int:
        return self.total - len(self.remarks)

    @property
    def quoted(self) -> str:
        return f"{self.ledger.quoted_share:.0%}"

    @property
    def paragraphs(self) -> list[int]:
        return [paragraph.citations for paragraph in self.ledger.paragraphs[:MAX_BARS]]

    @property
    def materials(self) -> list[tuple[str, int]]:
        return sorted(self.ledger.materials.items())


def make(reading: Reading) -> Panel:
    numbers = iter(range(1, MAX_REMARKS + MAX_CITATIONS + 1))
    by_place = {(citation.start, citation.end): citation for citation in reading.ledger.citations}
    shown = reading.remarks[:MAX_REMARKS]
    most = max(10, MAX_CHOICES // max(1, len(shown)))
    remarks = tuple(
        _remark(reading, next(numbers), finding, by_place.get((finding.start, finding.end)), most)
        for finding in shown
    )
    found = (_found(reading, next(numbers), c) for c in reading.ledger.citations[:MAX_CITATIONS])
    silenced = (_answered(reading, one) for one in reading.answered[:MAX_ANSWERED])
    return Panel(reading, remarks, tuple(found), tuple(silenced))


def name_of(source: Source) -> str:
    """How a source is called in a choice: "Freeze, Russia: A History"."""
    short = short_reference(source.csl)
    title = str(source.csl.get("title-short") or source.title)
    said = title if short in (title, source.title) else f"{shortened(short, MAX_WHO)}, {title}"
    return shortened(said, MAX_NAME)


def _remark(reading: Reading, number: int, finding: Finding, citation: Citation | None, most: int) -> Remark:
    return Remark(
        number,
        finding.kind,
        finding.message,
        _place_of(reading, finding),
        _told(reading, finding.kind, finding),
        _fix(citation, finding) if citation else None,
        tuple(_choices(reading, citation, most)) if citation and citation.status != "matched" else (),
        citation is not None,
    )


def _found(reading: Reading, number: int, citation: Citation) -> Found:
    source = reading.sources.get(citation.source or "")
    return Found(
        number,
        citation.text,
        citation.status,
        source,
        name_of(source) if source else "",
        _locator(citation),
        _place(reading.body, citation.start, citation.end),
        _told(reading, answers.CITATION, citation),
    )


def _locator(citation: Citation) -> str:
    """ "p. 347", "pp. 347–348"; what is no page says its label itself."""
    if citation.label != "page":
        return citation.locator
    return f"{'pp.' if _SEVERAL.search(citation.locator) else 'p.'} {citation.locator}"


def _answered(reading: Reading, one: Silenced) -> Answered:
    row = one.answer
    said = f"{name_of(row.source)} is meant" if row.source else row.get_answer_display()
    place = _place_of(reading, one.finding) if one.finding else _place(reading.body, one.start, one.end)
    return Answered(row, said, place)


def _told(reading: Reading, kind: str, thing: Finding | Citation) -> str:
    place = answers.place_of(reading.body, thing)
    told = [kind, place.words, place.before, place.after]
    # Without a blank: what has one counts as typed by the author where a session has ended.
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace(" ", "\\u0020")


def _place_of(reading: Reading, finding: Finding) -> Place:
    line = reading.lines.get(finding.suggestion, "") if finding.kind == "uncited_source" else ""
    if line and finding.start == finding.end:
        return Place("sources", 0, 0, "", line, "")
    return _place(reading.body, finding.start, finding.end)


def _place(body: str, start: int, end: int) -> Place:
    before, after = body[max(0, start - CONTEXT) : start], body[end : end + CONTEXT]
    if start > CONTEXT:
        before = before.partition(" ")[2] or before
    if end + CONTEXT < len(body):
        after = after.rpartition(" ")[0] or after
    return Place(
        "body",
        start,
        end,
        before.rpartition("\n\n")[2],
        body[start:end],
        after.partition("\n\n")[0],
    )


def _fix(citation: Citation, finding: Finding) -> Fix | None:
    """What would mend a citation by itself: a name, a key or a year spelled as the source has it."""
    to = finding.suggestion
    if finding.kind == "page_without_source" and to:
        return Fix(citation.start, citation.text, f"{to} {citation.text}")
    if finding.kind == "ambiguous" and not (
        citation.other_year and to.isdigit() and len(citation.years) == 1
    ):
        return None
    if not to or finding.kind not in ("no_source", "ambiguous"):
        return None
    wrong = str(citation.years[0]) if to.isdigit() and citation.years else _likest(citation.text, to)
    at = citation.text.find(wrong) if wrong else -1
    return Fix(citation.start + at, wrong, to) if at >= 0 and wrong != to else None


def _likest(text: str, name: str) -> str:
    words = {word for word in _WORD.findall(text[:300]) if not word.isdigit()}
    return next(iter(difflib.get_close_matches(name, words, n=1, cutoff=0.6)), "")


def _choices(reading: Reading, citation: Citation, most: int) -> Iterator[tuple[str, str]]:
    """The sources that may be meant: of an ambiguous citation its candidates, of another one all."""
    keys: Iterable[str] = citation.candidates
    if citation.status == "missing":
        keys = dict.fromkeys([*citation.candidates, *reading.sources])
    rows = [(key, source) for key in keys if (source := reading.sources.get(key)) and source.pk]
    for key, source in rows[:most]:
        yield key, name_of(source)
