"""Words sought among the topics that have study notes, whatever their case and accents.

As in a course's library (blog/library/searching.py), and for its reasons, the rows are compared here: a site
has some hundreds of notes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from accounts.models import Viewer
from sources.formats.fingerprints import letters

from ..models import KeyTerm, StudyNote, Topic

MAX_QUERY_LENGTH = 200
MAX_WORDS = 10
MOST_FOUND = 50


class Found(NamedTuple):
    """A topic, and those of its key terms in which one of the words was found."""

    topic: Topic
    terms: Sequence[KeyTerm]


def found(words: str, user: Viewer) -> list[Found]:
    """The topics with a note that `user` may read, in whose number, title and key terms all of `words` are.

    In the order of subjects and reading, at most MOST_FOUND; two queries.
    """
    sought = letters(words[:MAX_QUERY_LENGTH]).split()[:MAX_WORDS]
    if not sought:
        return []
    terms: dict[int, list[KeyTerm]] = defaultdict(list)
    for term in KeyTerm.objects.visible_to(user).only("note", "term", "slug"):
        terms[term.note_id].append(term)
    notes = StudyNote.objects.visible_to(user).select_related("topic__specification__subject")
    rows = notes.only("topic__number", "topic__title", "topic__slug", "topic__specification")
    ordered = rows.order_by("topic__specification__subject__name", "topic__specification", "topic__position")
    matching = (one for note in ordered if (one := _match(note, terms[note.pk], sought)))
    return [one for _, one in zip(range(MOST_FOUND), matching, strict=False)]


def _match(note: StudyNote, terms: Sequence[KeyTerm], sought: Sequence[str]) -> Found | None:
    named = letters(f"{note.topic.number} {note.topic.title}")
    text = f"{named} {letters(' '.join(term.term for term in terms))}"
    if not all(word in text for word in sought):
        return None
    return Found(note.topic, [term for term in terms if any(word in letters(term.term) for word in sought)])
