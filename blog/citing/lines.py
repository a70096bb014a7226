"""Which source a line of a list names, and how lists are stored: one rule for essays and study notes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from accounts.models import User
from courses.models import Course
from sources import actions as library
from sources.models import Source
from sources.reference import plain_reference

from ..models import MAX_LINE_LENGTH, BibliographyEntry, Post


def sources_named(
    lines: Sequence[str], *, course: int, user: User, post: Post | None = None
) -> dict[str, Source]:
    """The source for each line that names one that `user` may see; the others are left out.

    What stands so in the list of `post` is what stood there before; then what another list calls so; then
    what has that title, or the author, title and year that can be read in the line.
    """
    own = _entries(lines, course).filter(post=post) if post and post.pk else []
    named = {entry.line: entry.source for entry in own}
    # Asking through the gate of sources takes milliseconds: only of the lines that are new here.
    for look in (listed_so, library.titled, library.surely_named):
        if unnamed := [line for line in lines if line not in named]:
            named |= look(course=course, lines=unnamed, by=user)
    return named


def named_or_added(
    lines: Sequence[str], known: Mapping[str, Source], *, course: Course, by: User
) -> list[Source]:
    """The source for each line, in order: the one that is `known` (`sources_named`), else a new one.

    Raises ValidationError, on the sources, where two lines name one.
    """
    added = library.add_named(course=course, lines=[line for line in lines if line not in known], by=by)
    sources = [known.get(line) or added[line] for line in lines]
    first: dict[int, int] = {}
    for number, source in enumerate(sources, start=1):
        if (earlier := first.setdefault(source.pk, number)) != number:
            raise ValidationError({"sources": f"Lines {earlier} and {number} name the same source."})
    return sources


def store_list(
    listed: Any, lines: Sequence[str], sources: Sequence[Source]
) -> tuple[list[Any], list[Source]]:
    """Make the lines, each with its work, the list whose rows are those of `listed`, a related manager.

    Returns the rows as they are stored, and the works of those that went; an unchanged list keeps its rows.
    """
    before = list(listed.select_related("source__course").order_by("position"))
    pairs = list(zip(lines, sources, strict=True))
    if [(row.line, row.source_id) for row in before] == [(line, source.pk) for line, source in pairs]:
        return before, []
    listed.all().delete()
    rows = listed.bulk_create(
        listed.model(**{listed.field.name: listed.instance}, source=source, position=number, line=line)
        for number, (line, source) in enumerate(pairs, start=1)
    )
    return rows, [row.source for row in before]


def join_list(listed: Any, cited: Collection[Source], typed: Mapping[int, str] | None = None) -> list[Any]:
    """Put works that are cited, and not on the list, at its end; `typed` are their lines elsewhere, by key.

    Returns the new rows.
    """
    if not cited:
        return []
    last = listed.order_by("-position").values_list("position", flat=True).first() or 0
    beside = set(listed.values_list("line", flat=True))
    rows = []
    for position, source in enumerate(cited, last + 1):
        line = _line_for(source, (typed or {}).get(source.pk, ""), beside)
        beside.add(line)
        rows.append(listed.create(source=source, position=position, line=line))
    return rows


def _line_for(source: Source, typed: str, beside: Collection[str]) -> str:
    """Two works of one author and year may read alike; a list names each once: `beside` are its others."""
    line = (typed or plain_reference(source.csl))[:MAX_LINE_LENGTH]
    return line if line not in beside else f"{line[: MAX_LINE_LENGTH - 90]} [{source.key}]"


def listed_so(*, lines: Sequence[str], course: int, by: User) -> dict[str, Source]:
    """The source that a list of the course names by these very words, among those that `by` may see."""
    entries = _entries(lines, course).order_by("-pk")
    named = list(entries.values_list("line", "source"))
    if not named:
        return {}
    within_reach = Source.objects.visible_to(by).in_bulk({source for _, source in named})
    return {line: within_reach[source] for line, source in named if source in within_reach}


def _entries(lines: Sequence[str], course: int) -> QuerySet[BibliographyEntry]:
    entries = BibliographyEntry.objects.filter(line__in=lines, source__course=course)
    return entries.select_related("source")
