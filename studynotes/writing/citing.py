"""A note's citations and its list of sources: found, linked and listed as an essay's are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from accounts.models import User
from blog.citing import desk
from blog.citing.desk import Reading, Shelf
from blog.citing.drawing import links
from blog.citing.lines import join_list, named_or_added, sources_named, store_list
from blog.citing.listing import source_list
from blog.citing.rows import make_rows
from blog.images.keeping import figures
from blog.inserts import Insert
from blog.models import Citation, Post
from sources.actions import drop_unused
from sources.models import Source

from ..models import NoteSource, StudyNote, Topic
from ..text.drawing import draw
from ..text.reading import read
from .pictures import pictures_in
from .schemes import without_schemes


class Cited(NamedTuple):
    """A text with its citations: what the check says, and as rows, which are not stored."""

    reading: Reading
    rows: list[Citation]

    @property
    def inserts(self) -> list[Insert]:
        return links(self.reading.body, self.rows)

    @property
    def sources(self) -> list[Source]:
        """Those that the text cites, each once, in order."""
        return list({row.source_id: row.source for row in self.rows if row.source_id and row.source}.values())


def typed_shelf(topic: Topic, lines: Sequence[str], *, by: User) -> Shelf:
    """The sources of lines that are not saved yet; one that names no known source has a stand-in."""
    known = _known(topic, lines, by) if lines else {}
    return desk.shelf_of(lines, known, course=topic.specification.course_id)


def cited(topic: Topic, body: str, shelf: Shelf, *, by: User) -> Cited:
    """The citations of `body`, whose list is that of `shelf`. What it cites by key it may cite besides."""
    said = without_schemes(body, read(body))
    desk.reach(shelf, said, course=topic.specification.course_id, user=by)
    reading = desk.reading_of(said, shelf)
    return Cited(reading, make_rows(Post(body=said), reading.ledger, reading.sources))


def preview(note: StudyNote, body: str, lines: Sequence[str], *, by: User) -> SafeString:
    """The page's text as readers will see it, each block with its line. Nothing is stored."""
    found = cited(note.topic, body, typed_shelf(note.topic, lines, by=by), by=by)
    return draw(body, found.inserts, figures(pictures_in(note, body, by=by)), has_lines=True)


def list_sources(note: StudyNote, lines: Sequence[str], *, by: User) -> list[NoteSource]:
    """Make the lines the stored note's list of sources, in order; an unchanged list keeps its rows.

    Raises ValidationError, on the sources, where two lines name one.
    """
    course = note.topic.specification.course
    sources = named_or_added(lines, _known(note.topic, lines, by), course=course, by=by)
    entries, gone = store_list(note.sources, lines, sources)
    drop_unused(source for source in gone if source.added_by_id == by.pk)
    return entries


def list_cited(note: StudyNote, entries: list[NoteSource], found: Cited) -> None:
    """A work that the text cites by its key belongs to the list: it is added to `entries`, and stored."""
    listed = {entry.source_id for entry in entries}
    entries += join_list(note.sources, [source for source in found.sources if source.pk not in listed])


def list_of(note: StudyNote) -> list[NoteSource]:
    """The stored list, with what drawing it takes."""
    return list(note.sources.select_related("source__course").order_by("position"))


def drawn_list(entries: Sequence[NoteSource], found: Cited) -> SafeString:
    return source_list(entries, found.rows)


def _known(topic: Topic, lines: Sequence[str], by: User) -> dict[str, Source]:
    """What stands so in the topic's list stays what stood there before."""
    own = NoteSource.objects.filter(note__topic=topic, line__in=lines).select_related("source__course")
    known = sources_named(lines, course=topic.specification.course_id, user=by) if lines else {}
    return known | {entry.line: entry.source for entry in own}
