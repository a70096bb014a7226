"""What is done with a course's library of sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from accounts.prepared import Prepared
from accounts.slugs import unused
from courses.models import Course

from . import csl
from .formats import fingerprints
from .formats.items import clean
from .formats.line import is_bare
from .likeness import Library, named_by
from .models import Source, SourceMerge

MAX_KEY_STEM_LENGTH = 60
# What a typed line is compared with: a second for the largest library that a course had.
MAX_COMPARED = 2_000
ALREADY_THERE = "The library has this work already."
_within_reach = Prepared(
    lambda viewer, course: (
        Source.objects.visible_to(viewer).filter(course=course).order_by("pk")[:MAX_COMPARED]
    )
)


def titled(*, course: int, lines: Iterable[str], by: User) -> dict[str, Source]:
    """For each line the source of that title that `by` may see, also under a title that a merge took away."""
    titles = {line: csl.title(csl.from_line(line)) for line in lines}
    if not titles:
        return {}
    merged = SourceMerge.objects.filter(course=course, csl__title__in=titles.values()).order_by("pk")
    kept = list(merged.values_list("csl", "kept"))
    # The gate costs milliseconds each time: it is asked once, for both.
    named = Q(title__in=titles.values()) | Q(pk__in=[pk for _, pk in kept])
    within_reach = list(Source.objects.visible_to(by).filter(named, course=course).order_by("pk"))
    by_pk = {source.pk: source for source in within_reach}
    found = {csl.title(record): by_pk[pk] for record, pk in kept if pk in by_pk}
    found |= {source.title: source for source in within_reach}
    return {line: found[title] for line, title in titles.items() if title in found}


def surely_named(*, course: int, lines: Sequence[str], by: User) -> dict[str, Source]:
    """For each line the one source that `by` may see whose author, title and year it has, if there is one."""
    sources = {source.key: source for source in _within_reach.rows(by, course=course)} if lines else {}
    library = Library(source.item() for source in sources.values() if not is_bare(source.csl))
    named = ((line, named_by(line, library)) for line in lines)
    return {line: sources[key] for line, key in named if key}


@transaction.atomic
def find_or_add(*, course: Course, lines: Iterable[str], by: User) -> dict[str, Source]:
    """The source for each line: the one of that title that `by` may see, else a new document."""
    lines = list(lines)
    known = titled(course=course.pk, lines=lines, by=by)
    new = [line for line in lines if line not in known]
    return known | (add_named(course=course, lines=new, by=by) if new else {})


@transaction.atomic
def add_named(*, course: Course, lines: Sequence[str], by: User) -> dict[str, Source]:
    """The source for each line that names none so far: a new document, one for each title."""
    known: dict[str, Source] = {}
    found: dict[str, Source] = {}
    keys = _keys_of(course) if lines else set()
    for line in lines:
        title = csl.title(csl.from_line(line))
        if title not in found:
            key = free_key("-".join(slugify(title, allow_unicode=True).split("-")[:4]), keys)
            keys.add(key)
            source = Source(course=course, key=key, csl=csl.from_line(line), added_by=by)
            source.refresh_copies()
            source.full_clean()
            source.save()
            found[title] = source
        known[line] = found[title]
    return known


def drop_unused(sources: Iterable[Source]) -> None:
    """Delete those of `sources` that nobody put into the library and nothing points at any more."""
    for source in sources:
        if source.shared_at is None and not is_used(source):
            source.delete()


def is_used(source: Source) -> bool:
    """Whether any row of any app points at `source`."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: source.pk}).exists()
        for relation in Source._meta.related_objects
    )


def share(*, source: Source) -> bool:
    """Put what only essays listed into its course's library. Returns whether it was not there yet."""
    now = timezone.now()
    if not Source.objects.filter(pk=source.pk, shared_at__isnull=True).update(shared_at=now):
        return False
    source.shared_at = now
    return True


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: the rows that were made, and those that were there."""

    added: list[Source] = field(default_factory=list)
    there: list[Source] = field(default_factory=list)


@transaction.atomic
def add(*, course: Course, item: Mapping[str, Any], by: User) -> Source:
    """Put a work into the course's library. What only essays list that `by` may read is that row then.

    Raises ValidationError where it has no title, and where the library has the same work.
    """
    taken = _keys_of(course)
    kept = clean(item).item
    source = Source(course=course, key=free_key(fingerprints.key(kept), taken), csl=kept, added_by=by)
    source.refresh_copies()
    known = _known(course, by).get(source.fingerprint)
    if known and known.shared_at:
        raise ValidationError(ALREADY_THERE, code="there", params={"source": known})
    if known:
        # Their own they say better now; of somebody else's record they change nothing.
        known.csl = kept if known.added_by_id == by.pk else known.csl
        source = known
    source.shared_at = timezone.now()
    _store(source)
    return source


@transaction.atomic
def change(*, source: Source, item: Mapping[str, Any], by: User, key: str = "") -> Source:
    """Put a work's record right; its key too, where one is given.

    Essays that list it are the caller's to read again. Raises PermissionDenied to whoever may not, and
    ValidationError, by field.
    """
    if not Source.objects.editable_by(by).filter(pk=source.pk).exists():
        raise PermissionDenied
    source.csl = clean(item).item
    if key and key != source.key and key in _keys_of(source.course):
        raise ValidationError({"key": f"The course has another source under the key “{key}”."})
    source.key = key or source.key
    _store(source)
    return source


def import_items(*, course: Course, items: Sequence[Mapping[str, Any]], by: User) -> Imported:
    """Put each of `items` that the library lacks into it, all or none. A second time adds nothing.

    An item's own id becomes its key where it is free. Raises ValidationError for one without a title.
    """
    now = timezone.now()
    # Seconds for thousands: others wait for the transaction, and not for this.
    sources = [_source_of(item, Source(course=course, added_by=by, shared_at=now)) for item in items]
    with transaction.atomic():
        return _import(course, sources, by)


@transaction.atomic
def keep(*, course: Course, items: Mapping[str, Mapping[str, Any]], by: User) -> dict[str, Source]:
    """The source for each of `items`, under the same names: the one that `by` may see, else a new one.

    A new one stands in no library yet, only on the list of the essay that it comes with. An item without a
    title has none.
    """
    taken, known = _keys_of(course), _known(course, by)
    kept = {}
    for name, item in items.items():
        try:
            source = _source_of(item, Source(course=course, added_by=by))
        except ValidationError:
            continue
        if source.fingerprint not in known:
            source.key = free_key(fingerprints.key(item), taken)
            source.full_clean()
            source.save()
            taken.add(source.key)
            known[source.fingerprint] = source
        kept[name] = known[source.fingerprint]
    return kept


def _source_of(item: Mapping[str, Any], source: Source) -> Source:
    source.csl = clean(item).item
    if problem := csl.problem_with(source.csl):
        raise ValidationError(problem)
    source.key = str(source.csl.pop("id") or fingerprints.key(item))
    source.refresh_copies()
    return source


def _import(course: Course, sources: Iterable[Source], by: User) -> Imported:
    taken, known = _keys_of(course), _known(course, by)
    result, new, listed = Imported(), [], []
    for source in sources:
        found = known.get(source.fingerprint)
        if found is None:
            source.key = free_key(source.key, taken)
            # Not those that point at rows: that would be a query each.
            source.clean_fields(exclude={"course", "added_by"})
            taken.add(source.key)
            known[source.fingerprint] = source
            new.append(source)
        elif found.shared_at is None:
            found.shared_at = source.shared_at
            listed.append(found)
        elif found.shared_at != source.shared_at:
            result.there.append(found)
    Source.objects.bulk_create(new, batch_size=500)
    Source.objects.bulk_update(listed, ["shared_at"], batch_size=500)
    result.added.extend([*new, *listed])
    return result


def free_key(wanted: str, taken: set[str]) -> str:
    """`wanted` as a citation key, letters, digits, "-" and "_"; numbered where it is taken."""
    stem = re.sub(r"[^\w-]+", "-", wanted).strip("-")[:MAX_KEY_STEM_LENGTH] or "source"
    return unused(stem, taken)


def _keys_of(course: Course) -> set[str]:
    """The keys that are taken, by a source or by one that was merged into another.

    The course's row is held, so that two who add at once get two keys.
    """
    Course.objects.select_for_update().get(pk=course.pk)
    former = SourceMerge.objects.filter(course=course).values_list("key", flat=True)
    return {*Source.objects.filter(course=course).values_list("key", flat=True), *former}


def _known(course: Course, by: User) -> dict[str, Source]:
    """By its fingerprint, each work of the course that `by` may see: what drafts of others list is theirs.

    A work that the library has stands before the same one on a list.
    """
    rows = Source.objects.visible_to(by).filter(course=course)
    return {source.fingerprint: source for source in rows.order_by(F("shared_at").asc(nulls_first=True))}


def _store(source: Source) -> None:
    source.csl.pop("id", None)
    source.refresh_copies()
    source.full_clean()
    source.save()
