"""What is done with a course's library of sources."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from courses.models import Course

from . import csl
from .models import Source

MAX_KEY_STEM_LENGTH = 60


@transaction.atomic
def find_or_add(*, course: Course, lines: Iterable[str], by: User) -> dict[str, Source]:
    """The source in the course's library for each line: the one with that title, else a new document."""
    titles = {line: csl.title(csl.from_line(line)) for line in lines}
    found = {s.title: s for s in Source.objects.filter(course=course, title__in=titles.values())}
    keys = set(Source.objects.filter(course=course).values_list("key", flat=True)) if titles else set()
    for line, title in titles.items():
        if title in found:
            continue
        key = _free_key(title, keys)
        keys.add(key)
        source = Source(course=course, key=key, csl=csl.from_line(line), added_by=by)
        source.refresh_copies()
        source.full_clean()
        source.save()
        found[title] = source
    return {line: found[title] for line, title in titles.items()}


def share(*, source: Source) -> bool:
    """Put what only essays listed into its course's library. Returns whether it was not there yet."""
    now = timezone.now()
    if not Source.objects.filter(pk=source.pk, shared_at__isnull=True).update(shared_at=now):
        return False
    source.shared_at = now
    return True


def _free_key(title: str, taken: set[str]) -> str:
    """A citation key that says what it names: the first words of the title, numbered where it must be."""
    stem = "-".join(slugify(title, allow_unicode=True).split("-")[:4])[:MAX_KEY_STEM_LENGTH] or "source"
    if stem not in taken:
        return stem
    return next(key for n in range(2, len(taken) + 3) if (key := f"{stem}-{n}") not in taken)
