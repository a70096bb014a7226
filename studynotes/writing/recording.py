"""Every saved text of a note is kept."""

from __future__ import annotations

from accounts.models import User
from blog.revising.recording import count_words

from ..models import NoteRevision, StudyNote


def record(
    note: StudyNote,
    *,
    by: User,
    reason: str = "",
    restores: NoteRevision | None = None,
) -> NoteRevision | None:
    """Keep the note's text, as it is stored and drawn now, as its newest revision.

    None where neither text nor list differs from the newest one; that one is public from now on where the
    note is. Sets `revision_number` and `revised_at`, which the caller stores.
    """
    newest, lines = note.revisions.order_by("-number").first(), note.source_lines()
    is_public = note.status == StudyNote.Status.PUBLISHED
    if newest and (newest.body, newest.source_lines) == (note.body, lines):
        if is_public and not newest.is_public:
            newest.is_public = True
            _count(newest, note)
            newest.save(update_fields=["is_public", "words_added", "words_removed"])
        return None
    revision = NoteRevision(
        note=note,
        number=(newest.number if newest else 0) + 1,
        author=by,
        reason=reason,
        body=note.body,
        source_lines=lines,
        body_html=note.body_html,
        is_public=is_public,
        restores=restores,
    )
    _count(revision, note)
    revision.save()
    note.revision_number = revision.number
    return revision


def _count(revision: NoteRevision, note: StudyNote) -> None:
    """A note was revised where something changed that readers see."""
    earlier = count_words(revision, NoteRevision.objects.filter(note=note.pk))
    if earlier and revision.is_public:
        note.revised_at = revision.made_at
