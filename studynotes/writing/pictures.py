"""Which pictures a note shows: those of whoever writes it, and those that it shows already."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q

from accounts.models import User
from blog.images.figures import names_in
from blog.images.keeping import MAX_PICTURES, keep_shown, named
from blog.models import Image
from courses.models import Membership, Role

from ..models import StudyNote


def pictures_in(note: StudyNote, body: str, *, by: User) -> dict[str, Image]:
    """The pictures that `body`, which `by` typed, may show, by name. One query, or none.

    Those of the writer, of who wrote the note before, of the course's instructors, and the note's own.
    """
    names = names_in(body)[:MAX_PICTURES]
    if not names:
        return {}
    course = note.topic.specification.course_id
    instructors = Membership.objects.filter(course=course, role=Role.INSTRUCTOR)
    own = Q(uploaded_by=by) | Q(uploaded_by__in=instructors.values("user"))
    if note.pk:
        own |= Q(uploaded_by__in=note.revisions.order_by().values("author"))
        own |= Q(pk__in=StudyNote.images.through.objects.filter(studynote=note.pk).values("image"))
    return {image.name: image for image in Image.objects.filter(own, named(names))}


def keep(note: StudyNote, pictures: Mapping[str, Image]) -> None:
    """Store that a stored note shows `pictures`, those of its text, and those of what readers have read."""
    keep_shown(note.images, note.body, pictures, read=note.revisions.filter(is_public=True))
