"""Every saved text of a note is kept."""

from __future__ import annotations

from collections.abc import Sequence

from accounts.models import User
from blog.revising import measuring

from ..models import NoteRevision, NoteRevisionQuerySet, StudyNote


def record(
    note: StudyNote,
    lines: Sequence[str],
    *,
    by: User,
    reason: str = "",
    restores: NoteRevision | None = None,
) -> NoteRevision | None:
    """Keep the note's text, as it is stored and drawn now, as its newest revision.

    None where neither text nor list differs from the newest one; that one is public from now on where the
    note is. Sets `revision_number` and `revised_at`, which the caller stores.
    """
    newest = note.revisions.order_by("-number").first()
    is_public = note.status == StudyNote.Status.PUBLISHED
    if newest and (newest.body, newest.source_lines) == (note.body, list(lines)):
        if is_public and not newest.is_public:
            newest.is_public = True
            _measure(newest, note)
            newest.save(update_fields=["is_public", "words_added", "words_removed"])
        return None
    revision = NoteRevision(
        note=note,
        number=(newest.number if newest else 0) + 1,
        author=by,
        reason=reason,
        body=note.body,
        source_lines=list(lines),
        body_html=note.body_html,
        is_public=is_public,
        restores=restores,
    )
    _measure(revision, note)
    revision.save()
    note.revision_number = revision.number
    return revision


def before(revision: NoteRevision, among: NoteRevisionQuerySet) -> NoteRevision | None:
    """The one before it; of one that readers read, the one that they read before."""
    earlier = among.filter(note=revision.note_id, number__lt=revision.number)
    if revision.is_public:
        earlier = earlier.filter(is_public=True)
    return earlier.order_by("-number").first()


def _measure(revision: NoteRevision, note: StudyNote) -> None:
    """Count what changed since the one before. A note was revised where that is what readers see."""
    earlier = before(revision, NoteRevision.objects.all())
    size = measuring.size(earlier.body_html if earlier else "", revision.body_html)
    revision.words_added, revision.words_removed = size
    if earlier and revision.is_public:
        note.revised_at = revision.made_at
