"""What is typed into a note's form and not saved yet: as with essays (blog/copies/)."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from blog.copies import keeping
from blog.copies.manuscript import Manuscript, Words, said

from ..models import NoteCopy, NoteRevision, StudyNote


def of_note(writer: User, note: StudyNote) -> Manuscript:
    """A topic's note, or one that is not begun yet."""
    return Manuscript(
        writer,
        NoteCopy.objects.visible_to(writer),
        {"writer": writer, "topic": note.topic},
        note.revisions.all() if note.pk else NoteRevision.objects.none(),
        note.revision_number if note.pk else None,
        lambda typed: [words_of(note)] if note.pk else [],
    )


def words_of(note: StudyNote) -> Words:
    """Its title is its topic's."""
    return said("", note.body, note.source_lines())


def sweep(now: datetime) -> int:
    """Drop the copies that nobody has touched for a year. Returns how many."""
    return NoteCopy.objects.filter(saved_at__lt=now - keeping.KEPT).delete()[0]
