"""What is done with documents once they are read: their pictures, works and text are stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from blog.actions import save_post
from blog.citing.lines import sources_named
from blog.images.files import delete_files, files_of
from blog.images.uploading import check_room, store_image
from blog.models import (
    MAX_ALT_LENGTH,
    MAX_BODY_LENGTH,
    MAX_CAPTION_LENGTH,
    MAX_LINE_LENGTH,
    MAX_LISTED,
    Image,
    Post,
)
from courses.models import Course
from sources import actions as library
from sources.reference import plain_reference

from .notation import rekeyed
from .pictures import Found, named
from .reading import Draft
from .refusing import TOO_LONG


@dataclass
class Taken:
    """A document as it goes into an essay: its text, and the lines to propose for its list of sources."""

    text: str
    title: str = ""
    lines: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def take(*, draft: Draft, by: User, course: Course | None = None) -> Taken:
    """Store the pictures of `draft`, and in `course` the works that it cites. All or nothing.

    Raises ValidationError where the text is too long with them, and UploadRefused as `store_image` does.
    """
    with _with_files() as stored:
        return _taken(draft, _store_pictures(draft.pictures, by, stored), by, course)


def import_document(*, draft: Draft, course: Course, by: User) -> tuple[Post, Taken]:
    """A new draft of `by` with all that the document brings, and what is to be told about it.

    Raises ValidationError, by field, and UploadRefused, and stores nothing then.
    """
    with _with_files() as stored:
        taken = _taken(draft, _store_pictures(draft.pictures, by, stored), by, course)
        post = Post(author=by, course=course, title=taken.title, body=taken.text)
        save_post(post=post, tags=[], source_lines=taken.lines, by=by)
        return post, taken


@contextmanager
def _with_files() -> Iterator[list[Image]]:
    """A transaction whose pictures' files go with it where it fails."""
    stored: list[Image] = []
    try:
        with transaction.atomic():
            yield stored
    except BaseException:
        delete_files([name for image in stored for name in files_of(image)])
        raise


def _taken(draft: Draft, names: Sequence[str], by: User, course: Course | None) -> Taken:
    works = library.keep(course=course, items=draft.items, by=by) if course and draft.items else {}
    text = rekeyed(draft.text, {key: source.key for key, source in works.items()})
    text = named(text, names, draft.mark)
    if len(text) > MAX_BODY_LENGTH:
        raise ValidationError(TOO_LONG)
    return Taken(text, draft.title, _lines(draft, by, course), draft.told)


def _lines(draft: Draft, by: User, course: Course | None) -> list[str]:
    """Each work once: two lines of a list may not name the same."""
    told = [*map(plain_reference, draft.items.values()), *draft.lines]
    lines = [line for line in dict.fromkeys(told) if line and len(line) <= MAX_LINE_LENGTH][:MAX_LISTED]
    named_so = sources_named(lines, course=course.pk, user=by) if course else {}
    first = {source.pk: line for line, source in reversed(named_so.items())}
    return [line for line in lines if line not in named_so or first[named_so[line].pk] == line]


def _store_pictures(found: Sequence[Found], by: User, stored: list[Image]) -> list[str]:
    """Their names in a text. What is stored is in `stored` at once."""
    check_room(by, count=len(found))
    for one in found:
        alt, caption = one.alt[:MAX_ALT_LENGTH], one.caption[:MAX_CAPTION_LENGTH]
        stored.append(store_image(picture=one.picture, by=by, alt=alt, caption=caption))
    return [image.name for image in stored]
