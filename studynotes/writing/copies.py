"""What is typed into a note's form and not saved yet, and what two wrote at one time: as with essays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, QueryDict

from accounts.models import User
from accounts.texts import is_blank
from blog.copies import keeping, opening
from blog.copies.keeping import Kept, Sent
from blog.copies.merging import Lookup, Version
from blog.copies.opening import Opened
from blog.numbers import number

from ..models import NoteCopy, StudyNote
from .forms import NoteForm


@transaction.atomic
def keep(*, note: StudyNote, by: User, sent: Sent) -> Kept:
    """Keep the form of a topic's note as `by` has it in one window.

    Raises as `keep_among` does (blog/copies/keeping.py).
    """
    own = NoteCopy.objects.visible_to(by)
    of = {"writer": by, "topic": note.topic}
    return keeping.keep_among(own, of, sent, lambda named: _is_nothing(note, sent.fields, named=named))


def let_go(request: HttpRequest, response: HttpResponse, *, note: StudyNote, by: User) -> None:
    """A note is saved: its copy goes, here and in the browser."""
    own = NoteCopy.objects.visible_to(by).filter(topic=note.topic)
    copy, version = (number(request.POST.get(name, "")) for name in ("copy", "copy_version"))
    keeping.let_go_among(own, _words_of(note), copy=copy, version=version)
    opening.tell_window(response, request)


def opened(form: NoteForm, note: StudyNote, by: User, asked: QueryDict) -> Opened:
    """Fill in the copy that `asked` names, else the writer's newest one that was not saved since."""

    def own_save() -> datetime | None:
        own = note.revisions.filter(author=by).order_by() if note.pk else None
        return own.aggregate(newest=Max("made_at"))["newest"] if own is not None else None

    own = NoteCopy.objects.visible_to(by).filter(topic=note.topic)
    return opening.opened_among(form, own, asked, own_save, note.revision_number if note.pk else None)


def versions_of(note: StudyNote) -> Lookup:
    """How a text of the note is found by its number."""

    def find(number: int) -> Version | None:
        revision = note.revisions.filter(number=number).first() if note.pk else None
        return Version("", revision.body, revision.source_lines) if revision else None

    return find


def sweep(now: datetime) -> int:
    """Drop the copies that nobody has touched for a year. Returns how many."""
    return NoteCopy.objects.filter(saved_at__lt=now - keeping.KEPT).delete()[0]


def _is_nothing(note: StudyNote, fields: Mapping[str, str], *, named: bool) -> bool:
    """There is no word in it; or it comes late, after the form itself, which took its copy away."""
    typed = keeping.words(fields)
    if not note.pk:
        return all(is_blank(text) for text in typed)
    return named and typed == _words_of(note)


def _words_of(note: StudyNote) -> tuple[str, ...]:
    lines = note.sources.order_by("position").values_list("line", flat=True)
    return "", note.body.strip(), "\n".join(lines).strip()
