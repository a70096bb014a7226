"""What `loaddata` makes of the study notes of a file: they hold what was typed (accounts/loading.py)."""

from __future__ import annotations

from accounts import loading
from blog.models import Post

from .answers import loading as answers
from .models import NoteSource, StudyNote, UnitTopic
from .terms.dressing import mark_anew
from .text.reading import read
from .writing import parts
from .writing.recording import record
from .writing.saving import redraw

# What follows from the text, or became of the note since.
KEPT = ("body_html", "sources_html", "revision_number", "revised_at", "version")


def register() -> None:
    loading.complete_loaded(StudyNote, complete_note)
    loading.complete_loaded(NoteSource, make_room)
    loading.follow_loaded(StudyNote, make_parts)
    loading.finish_loaded(StudyNote, draw_notes)
    loading.finish_loaded(UnitTopic, mark_essays)
    answers.register()


def complete_note(note: StudyNote, there: StudyNote | None) -> None:
    if there:
        for name in KEPT:
            setattr(note, name, getattr(there, name))


def make_room(entry: NoteSource, there: NoteSource | None) -> None:
    """Take the work from where the list has it by now."""
    elsewhere = NoteSource.objects.filter(note=entry.note_id, source=entry.source_id)
    elsewhere.exclude(pk=entry.pk).delete()


def make_parts(note: StudyNote) -> None:
    """Its key terms and questions: answers and cards of the file name them."""
    text = read(note.body)
    parts.follow_terms(note, text.terms)
    parts.follow_questions(note, text.questions)


def draw_notes(keys: set[int]) -> None:
    """Draw the notes with their lists. A new text becomes a revision, the first of the day in the file."""
    for note in StudyNote.objects.filter(pk__in=keys).order_by("pk"):
        redraw(note)
        drawn = StudyNote.objects.select_related("begun_by").get(pk=note.pk)
        first = record(drawn, by=drawn.begun_by)
        if first and first.number == 1:
            first.made_at = note.published_at or note.updated_at
            first.save(update_fields=["made_at"])
        drawn.updated_at = note.updated_at
        drawn.save()


def mark_essays(keys: set[int]) -> None:
    """Mark the key terms in the essays of the courses whose units list these topics."""
    posts = Post.objects.filter(course__units__unit_topics__in=keys)
    mark_anew(set(posts.values_list("pk", flat=True)))
