"""What other apps ask of study notes: who sees a picture or a source because a note shows or lists it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.addresses import address
from accounts.models import User, Viewer
from blog.followers import sources_changed
from blog.images import elsewhere
from blog.images.elsewhere import Shown
from blog.merging import MOVES, lines_of
from blog.models import Image
from sources import lists
from sources.lists import Lists

from ..models import NoteCopy, NoteRevision, NoteSource, StudyNote, Topic
from .saving import hold, redraw


def register() -> None:
    elsewhere.register(Shown(_read, _written, _texts, _hold, _redraw, _pages))
    lists.register(Lists(_readable, _public, NoteSource.objects.all))
    sources_changed.follow(_redraw_listing)
    MOVES[NoteSource] = lines_of("note")


def _read(user: Viewer) -> Q:
    return _showing(StudyNote.objects.visible_to(user))


def _written(user: Viewer) -> Q:
    return _showing(StudyNote.objects.editable_by(user))


def _showing(notes: QuerySet[StudyNote]) -> Q:
    return Q(Exists(notes.filter(images=OuterRef("pk")).order_by()))


def _texts(some: str, since: datetime | None) -> Iterator[str]:
    return elsewhere.texts_with(some, since, posts=StudyNote, revisions=NoteRevision, copies=NoteCopy)


def _hold(images: Sequence[Image]) -> None:
    hold(Topic.objects.filter(note__images__in=images).order_by().values("pk"))


def _redraw(images: Sequence[Image]) -> None:
    for note in StudyNote.objects.filter(images__in=images).distinct().order_by("topic_id"):
        redraw(note)


def _pages(image: Image, user: User) -> Iterator[tuple[str, str]]:
    notes = StudyNote.objects.editable_by(user).filter(images=image)
    for note in notes.select_related("topic__specification"):
        topic = note.topic
        yield str(topic), address("studynotes:note_edit", topic.specification.slug, topic.slug)


def _readable(user: Viewer) -> QuerySet[Any]:
    return _listed(StudyNote.objects.visible_to(user))


def _public() -> QuerySet[Any]:
    return _listed(StudyNote.objects.filter(published_at__isnull=False))


def _listed(notes: QuerySet[StudyNote]) -> QuerySet[Any]:
    return NoteSource.objects.filter(note__in=notes.order_by().values("pk"))


def _redraw_listing(sources: Collection[int]) -> None:
    listing = NoteSource.objects.filter(source__in=sources).order_by().values("note")
    for note in StudyNote.objects.filter(pk__in=listing).order_by("topic_id"):
        redraw(note)
