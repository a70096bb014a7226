"""The topic that an address names, and its note, for who writes it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.models import Viewer

from ..models import StudyNote, Topic


def topic_to_write(user: Viewer, specification: str, topic: str) -> Topic:
    """Raises Http404 where there is none, and PermissionDenied where it is not `user`'s to write about."""
    topics = Topic.objects.select_related("specification__subject", "specification__course")
    found = get_object_or_404(topics, specification__slug=specification, slug=topic)
    if not Topic.objects.editable_by(user).filter(pk=found.pk).exists():
        raise PermissionDenied
    return found


def note_to_write(user: Viewer, specification: str, topic: str) -> StudyNote:
    """The same; the topic's note, or a new one, which is not stored."""
    found = topic_to_write(user, specification, topic)
    note = StudyNote.objects.filter(topic=found).first() or StudyNote(topic=found)
    note.topic = found
    return note
