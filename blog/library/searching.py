"""Words sought in a course's sources, whatever their case and accents.

No database folds Cyrillic or accents by itself, and the two that we run on differ in what they do fold. A
library has some hundreds of rows: they are compared here.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from accounts.models import Viewer
from courses.access import readable_by
from courses.models import Course
from sources.formats.fingerprints import letters
from sources.models import SourceQuerySet

from ..models import BibliographyEntry

MAX_QUERY_LENGTH = 200
MAX_WORDS = 10
_PEOPLE = ("author", "editor", "translator", "director", "interviewer", "container-author")
_TEXTS = ("title-short", "container-title", "publisher", "archive", "DOI", "ISBN")


def found_in(sources: SourceQuerySet, words: str, *, course: Course, user: Viewer) -> list[int]:
    """The keys of the rows among `sources` that have every one of `words`: two queries.

    Sought are titles, people, publication, year and citation key, and the lines that name the source in
    essays which `user` may read.
    """
    sought = letters(words[:MAX_QUERY_LENGTH]).split()[:MAX_WORDS]
    if not sought:
        return []
    entries = BibliographyEntry.objects.filter(readable_by(user, "post__"), post__course=course)
    lines: dict[int, list[str]] = defaultdict(list)
    for pk, line in entries.values_list("source", "line"):
        lines[pk].append(line)
    rows = sources.values_list("pk", "key", "title", "year", "csl")
    texts = ((pk, letters(" ".join([*_texts(*row), *lines[pk]]))) for pk, *row in rows)
    return [pk for pk, text in texts if all(word in text for word in sought)]


def _texts(key: str, title: str, year: int | None, item: dict[str, Any]) -> list[str]:
    people = [
        str(part)
        for role in _PEOPLE
        if isinstance(names := item.get(role), list)
        for name in names
        if isinstance(name, dict)
        for part in name.values()
    ]
    return [key, title, str(year or ""), *people, *(str(item.get(name) or "") for name in _TEXTS)]
