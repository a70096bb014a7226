"""What is done with study notes. What is wrong is said in ValidationError, before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.texts import storable
from blog.citing.desk import Shelf
from blog.copies.conflicts import Conflict
from blog.images.describing import undescribed_of, words_for
from blog.images.keeping import figures
from blog.models import MAX_BODY_LENGTH

from ..models import NoteRevision, StudyNote, Topic
from ..terms.actions import note_changed
from ..text.drawing import draw
from ..text.reading import NoteText, read
from . import citing, parts, pictures
from .recording import record

# So many problems of a text are said at once.
MOST_SAID = 10


@transaction.atomic
def save_note(
    *,
    note: StudyNote,
    body: str,
    source_lines: Sequence[str],
    by: User,
    reason: str = "",
    base: int | None = None,
    publish: bool = False,
    restores: NoteRevision | None = None,
) -> StudyNote:
    """Store the text and the list of a topic's note, a new one or a stored one, and return it as stored.

    Its key terms, questions and mark schemes follow the text, which becomes a revision with its `reason`, or
    with what it `restores`. `publish` puts it before its readers; a published one stays published, and what
    is published has no problems. `base` is the number of the revision that `by` began with. Raises
    PermissionDenied, ValidationError, by field, and Conflict where another text was saved since.
    """
    stored = _held(note.topic, by)
    if base is not None:
        _require_base(stored, base, body, source_lines)
    stored.body = storable(body)
    is_new_to_readers = publish and stored.status != StudyNote.Status.PUBLISHED
    if is_new_to_readers:
        stored.status = StudyNote.Status.PUBLISHED
        stored.published_at = stored.published_at or timezone.now()
    text = read(stored.body)
    _require(stored, text, by)
    stored.save()
    has_other_terms = _draw(stored, text, source_lines, by)
    if stored.status == StudyNote.Status.PUBLISHED and (has_other_terms or is_new_to_readers):
        note_changed(stored)
    record(stored, by=by, reason=reason, restores=restores)
    return _touched(stored)


@transaction.atomic
def withdraw_note(*, note: StudyNote, by: User) -> StudyNote:
    """Take a published note from its readers; its text stays, and can be published again.

    Raises PermissionDenied.
    """
    stored = _held(note.topic, by)
    if stored.status == StudyNote.Status.PUBLISHED:
        stored.status = StudyNote.Status.DRAFT
        _touched(stored)
        note_changed(stored)
    return stored


def redraw(note: StudyNote) -> None:
    """Draw a stored note anew, as it stands: a source or a picture of it says something else now."""
    with transaction.atomic():
        hold([note.topic_id])
        stored = StudyNote.objects.select_for_update(of=("self",)).select_related("begun_by").get(pk=note.pk)
        entries = citing.list_of(stored)
        before = stored.body_html, stored.sources_html
        _draw(stored, read(stored.body), [entry.line for entry in entries], stored.begun_by)
        if (stored.body_html, stored.sources_html) != before:
            _touched(stored)


def hold(topics: Iterable[int] | QuerySet) -> None:
    """Lock the topics with these keys until the transaction ends, before anything of their notes.

    Whoever changes several notes in one transaction takes them in the order of their topics' keys, so that
    nobody waits for who waits for them.
    """
    list(Topic.objects.select_for_update(of=("self",)).filter(pk__in=topics).order_by("pk").only("pk"))


def _held(topic: Topic, by: User) -> StudyNote:
    """The topic's note, or a new one, which nobody else begins or changes until the transaction ends."""
    if not Topic.objects.editable_by(by).filter(pk=topic.pk).exists():
        raise PermissionDenied
    hold([topic.pk])
    stored = StudyNote.objects.select_for_update(of=("self",)).filter(topic=topic.pk).first()
    stored = stored or StudyNote(begun_by=by)
    stored.topic = topic
    return stored


def _require_base(stored: StudyNote, base: int, body: str, lines: Sequence[str]) -> None:
    """A form that was sent twice finds its own words, and is no conflict."""
    if stored.revision_number == base:
        return
    listed = stored.source_lines() if stored.pk else []
    if (stored.body, listed) != (storable(body), list(lines)):
        raise Conflict(stored.revision_number)


def _require(note: StudyNote, text: NoteText, by: User) -> None:
    """Raise ValidationError, on the text, for what keeps it from being stored, or from being published."""
    if len(note.body) > MAX_BODY_LENGTH:
        raise ValidationError({"body": f"The text is longer than {MAX_BODY_LENGTH:,} characters."})
    if note.status != StudyNote.Status.PUBLISHED:
        return
    wrong = [str(problem) for problem in text.problems[:MOST_SAID]]
    if not note.body.strip():
        wrong = ["A note is published with a text."]
    shown = pictures.pictures_in(note, note.body, by=by)
    if missing := undescribed_of(shown, note.body):
        wrong.append(words_for(missing))
    if wrong:
        raise ValidationError({"body": wrong})


def _draw(note: StudyNote, text: NoteText, lines: Sequence[str], by: User) -> bool:
    """Let what is made of a stored note's text and list follow them; its own row the caller stores.

    Returns whether its key terms say something else.
    """
    entries = citing.list_sources(note, lines, by=by)
    found = citing.cited(note.topic, note.body, Shelf.of(entries), by=by)
    citing.list_cited(note, entries, found)
    has_other_terms = parts.follow_terms(note, text.terms)
    asked = parts.follow_questions(note, text.questions)
    shown = pictures.pictures_in(note, note.body, by=by)
    pictures.keep(note, shown)
    answers = {number: question.get_absolute_url() for number, question in asked.items()}
    note.body_html = draw(note.body, found.inserts, figures(shown), answers)
    note.sources_html = citing.drawn_list(entries, found)
    return has_other_terms


def _touched(note: StudyNote) -> StudyNote:
    """Store what readers see of it, under a new version."""
    note.version += 1
    note.updated_at = timezone.now()
    note.save()
    return note
