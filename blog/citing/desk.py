"""The ledger of an essay as its author has it: the sources it may cite, the check, and what was answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from accounts.models import Viewer
from courses.models import Course
from sources import csl
from sources.checks import answers, dictionary, pandoc
from sources.checks.answers import Answer, Said
from sources.checks.findings import Finding
from sources.checks.ledger import Ledger
from sources.formats.line import understood
from sources.models import Source, SourceMerge

from ..models import FindingAnswer, Post
from .lines import sources_named
from .listing import Listed

# As many as an essay may list; a text that names more keys is no essay.
MAX_KEYS = 200
# What the summary keeps of a text of very many paragraphs.
MAX_PARAGRAPHS = 300
NO_SOURCE = frozenset(("no_source", "page_without_source", "ibid_without_antecedent"))


@dataclass
class Shelf:
    """The sources that an essay may cite, by key: those it lists, then those within its author's reach.

    `lines` are the listed ones as typed; `renamed` leads from the key of a source that was merged away to
    the key of the one that was kept.
    """

    listed: dict[str, Source]
    lines: dict[str, str] = field(default_factory=dict)
    others: dict[str, Source] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Listed]) -> Shelf:
        """The sources of a stored list."""
        listed = {entry.source.key: entry for entry in entries}
        return cls({key: e.source for key, e in listed.items()}, {key: e.line for key, e in listed.items()})

    @property
    def sources(self) -> dict[str, Source]:
        return self.listed | self.others


@dataclass(frozen=True)
class Silenced:
    """A finding that the author answered, and the answer; `finding` is None where it settled a citation."""

    answer: FindingAnswer
    start: int
    end: int
    finding: Finding | None = None


@dataclass(frozen=True)
class Reading:
    """A text checked against its sources, with its author's answers applied."""

    body: str
    ledger: Ledger
    remarks: tuple[Finding, ...]
    answered: tuple[Silenced, ...]
    sources: dict[str, Source]
    lines: dict[str, str]

    def without_source(self) -> list[Finding]:
        """The citations that match no source and that the author has not answered."""
        return [finding for finding in self.remarks if finding.kind in NO_SOURCE]

    def summary(self) -> dict[str, Any]:
        """What `Post.ledger` keeps."""
        found = self.ledger
        return {
            "citations": len(found.citations),
            "sources": len(found.works),
            "cited": len(found.cited),
            "missing": found.missing,
            "uncited": len(found.uncited),
            "without_locator": found.without_locator,
            "paragraphs": [paragraph.citations for paragraph in found.paragraphs[:MAX_PARAGRAPHS]],
            "quoted": round(found.quoted_share, 4),
            "materials": dict(sorted(found.materials.items())),
            "findings": len(self.remarks),
            "kinds": dict(Counter(finding.kind for finding in self.remarks)),
        }


def sources_of(post: Post, *, lines: Sequence[str] | None = None, body: str = "") -> dict[str, Source]:
    """The sources that `post` may cite, by key.

    Those of its list, or of `lines` that are not saved yet; the proposed ones that its author accepted; and
    those of the course's library that `body` cites as `@key`. A line that names no known source has a
    stand-in, which has no row.
    """
    return _shelf(post, lines, body).sources


def read(post: Post, *, body: str | None = None, lines: Sequence[str] | None = None) -> Reading:
    """The ledger of `post`, or of what is typed and not saved yet, with its author's answers applied."""
    body = post.body if body is None else body
    rows = {row.pk: row for row in post.finding_answers.select_related("source")} if post.pk else {}
    return reading_of(body, _shelf(post, lines, body), rows)


def reading_of(body: str, shelf: Shelf, rows: Mapping[int, FindingAnswer] | None = None) -> Reading:
    """The ledger of a text whose sources are those of `shelf`; `rows` are answers to its findings, by key."""
    rows = rows or {}
    items = ({**understood(source.csl), "id": key} for key, source in shelf.sources.items())
    known = dictionary.make(items)
    known.by_id.update({old: known.by_id[kept] for old, kept in shelf.renamed.items()})
    applied = answers.apply(body, known, map(_answer, rows.values()))
    found = _own(applied.ledger, shelf.listed)
    return Reading(
        body,
        found,
        tuple(f for f in applied.open if f.kind != "uncited_source" or f.suggestion in shelf.listed),
        tuple(Silenced(rows[a.answer.row], a.start, a.end, a.finding) for a in applied.answered),
        shelf.sources,
        shelf.lines,
    )


def _answer(row: FindingAnswer) -> Answer:
    source = row.source.key if row.source else ""
    return Answer(row.kind, row.words, row.before, row.after, cast(Said, row.answer), source, row.pk)


def _own(found: Ledger, listed: Collection[str]) -> Ledger:
    """The ledger without the sources that the essay neither lists nor cites."""
    cited = set(found.cited)
    works = tuple(work for work in found.works if work.id in listed or work.id in cited)
    return replace(found, works=works)


def _shelf(post: Post, lines: Sequence[str] | None, body: str) -> Shelf:
    if lines is not None:
        shelf = _typed(post, lines)
    else:
        entries = post.bibliography.select_related("source").order_by("position") if post.pk else ()
        shelf = Shelf.of(entries)
    if post.pk:
        accepted = post.proposals.accepted().select_related("source")
        _add(shelf, (proposal.source for proposal in accepted))
    if post.course_id:
        reach(shelf, body, course=post.course_id, user=post.author)
    return shelf


def _add(shelf: Shelf, sources: Iterable[Source]) -> None:
    for source in sources:
        if source.key not in shelf.listed:
            shelf.others[source.key] = source


def reach(shelf: Shelf, body: str, *, course: int, user: Viewer) -> None:
    """Add what the text cites by key from the course's library, under the key that it has today."""
    written = dict.fromkeys(key.id for key in pandoc.find_keys(body)) if "@" in body else {}
    unknown = [key for key in written if key not in shelf.sources][:MAX_KEYS]
    if not unknown:
        return
    within_reach = Source.objects.visible_to(user).filter(course=course)
    _add(shelf, within_reach.filter(key__in=unknown))
    if gone := [key for key in unknown if key not in shelf.sources]:
        merges = SourceMerge.objects.filter(course=course, key__in=gone, kept__in=within_reach)
        for merge in merges.select_related("kept").order_by("pk"):
            _add(shelf, [merge.kept])
            shelf.renamed[merge.key] = merge.kept.key


def _typed(post: Post, lines: Sequence[str]) -> Shelf:
    """The source for each line: the one that the course lists so, the one of that title, or a stand-in."""
    named = post.course_id and lines
    known = sources_named(lines, course=post.course_id, user=post.author, post=post) if named else {}
    return shelf_of(lines, known, course=post.course_id)


def shelf_of(lines: Sequence[str], known: Mapping[str, Source], *, course: int) -> Shelf:
    """The sources of a list in order, the `known` ones by line; each of the others has a stand-in."""
    shelf = Shelf({})
    for number, line in enumerate(lines, start=1):
        source = known.get(line) or _stand_in(line, number, course)
        shelf.listed.setdefault(source.key, source)
        shelf.lines.setdefault(source.key, line)
    return shelf


def _stand_in(line: str, number: int, course_id: int) -> Source:
    course = Course(pk=course_id) if course_id else None
    source = Source(key=f"line-{number}", csl=csl.from_line(line), course=course)
    source.refresh_copies()
    return source
