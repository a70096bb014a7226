"""Sources that are one work made one row: what points at the others moves to the one that is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, QuerySet

from accounts.models import User
from sources.merging import merged
from sources.models import Source, SourceMerge, UnitSource

from .citing.actions import sources_changed
from .models import BibliographyEntry, EssaySource, FindingAnswer, Post, SourceProposal

# A work that was typed in so often is merged in several goes.
MAX_AT_ONCE = 20
MAX_UNIT_NOTE_LENGTH = UnitSource._meta.get_field("note").max_length or 0


def merge(*, kept: Source, others: Iterable[Source], by: User, fill: bool = False) -> list[SourceMerge]:
    """Let `kept` stand for `others`, which go, and return the lines of the log.

    Nothing that was cited is lost: lists, citations, units, answers and proposals point at `kept` then; the
    old keys lead to it (SourceMerge), and it takes the names that only the others had as aliases. `fill`
    takes over what else `kept` lacks. The essays are compared with their sources anew, and no author's
    words are changed. Raises ValidationError where they are not of one course, and PermissionDenied.
    """
    with transaction.atomic():
        kept, gone = _locked(kept, others, by)
        log = [_merge_one(kept, other, by, fill) for other in gone]
        kept.save()
        sources_changed([kept])
    return log


def moving(source: Source) -> dict[str, int]:
    """How many citations and essays point at `source`; drafts are their authors' alone."""
    beyond_drafts = Post.objects.exclude(status=Post.Status.DRAFT)
    return {
        "citations": source.citations.filter(post__in=beyond_drafts).count(),
        "essays": beyond_drafts.filter(bibliography__source=source).count(),
    }


def _locked(kept: Source, others: Iterable[Source], by: User) -> tuple[Source, list[Source]]:
    keys = {source.pk for source in others} - {kept.pk}
    if not keys or len(keys) > MAX_AT_ONCE:
        raise ValidationError(f"Choose two sources or more, and {MAX_AT_ONCE + 1} at most.")
    # In one order, so that two who merge the same rows wait for each other.
    rows = {
        row.pk: row
        for row in Source.objects.select_for_update().filter(pk__in=keys | {kept.pk}).order_by("pk")
    }
    if Source.objects.managed_by(by).filter(pk__in=rows).count() < len(keys) + 1:
        raise PermissionDenied
    if len({row.course_id for row in rows.values()}) > 1:
        raise ValidationError("These sources belong to different courses, which keep each their own.")
    return rows.pop(kept.pk), list(rows.values())


def _merge_one(kept: Source, other: Source, by: User, fill: bool) -> SourceMerge:
    log = SourceMerge(
        course_id=kept.course_id, kept=kept, key=other.key, csl=other.csl, merged_by=by, **moving(other)
    )
    for relation in Source._meta.related_objects:
        model: Any = relation.related_model
        rows = model._default_manager.filter(**{relation.field.name: other})
        MOVES.get(model, _move)(rows, relation.field.name, kept)
    FindingAnswer.objects.filter(kind="uncited_source", words=other.key, post__course=kept.course_id).update(
        words=kept.key
    )
    kept.csl = merged(kept.csl, other.csl, fill=fill)
    kept.shared_at = min(filter(None, (kept.shared_at, other.shared_at)), default=None)
    kept.added_by_id = kept.added_by_id or other.added_by_id
    other.delete()
    log.save()
    return log


def _move(rows: QuerySet, name: str, kept: Source) -> None:
    rows.update(**{name: kept})


def lines_of(owner: str) -> Callable[[QuerySet[Any], str, Source], None]:
    """How the lines of lists move, rows with a `position` in the list of their `owner`.

    A list that has both keeps the line that stands first; the lines after the other move up.
    """

    def move(rows: QuerySet[Any], name: str, kept: Source) -> None:
        for line in rows:
            own = rows.model._default_manager.filter(**{owner: getattr(line, f"{owner}_id")})
            twin = own.filter(source=kept).first()
            if twin:
                line, second = sorted((line, twin), key=lambda one: one.position)
                second.delete()
                _close_up(own.filter(position__gt=second.position))
            own.filter(pk=line.pk).update(source=kept)

    return move


def _close_up(after: QuerySet[Any]) -> None:
    # One by one: within one statement two lines would have the same place for a moment.
    for pk in list(after.order_by("position").values_list("pk", flat=True)):
        after.model._default_manager.filter(pk=pk).update(position=F("position") - 1)


def _move_units(rows: QuerySet[UnitSource], name: str, kept: Source) -> None:
    """What a unit asks for by both names, it asks for once, with both notes."""
    for row in rows:
        twin = UnitSource.objects.filter(unit=row.unit_id, source=kept).first()
        if twin is None:
            row.source = kept
            row.save(update_fields=["source"])
            continue
        if row.requirement == UnitSource.Requirement.REQUIRED:
            twin.requirement = row.requirement
        notes = "; ".join(dict.fromkeys(filter(None, (twin.note, row.note))))
        twin.note = notes if len(notes) <= MAX_UNIT_NOTE_LENGTH else twin.note
        twin.save(update_fields=["requirement", "note"])
        row.delete()


def _move_proposals(rows: QuerySet[SourceProposal], name: str, kept: Source) -> None:
    """Proposed twice for an essay, it was proposed once: what was accepted stays so, then what is open."""
    order = ["accepted", "open", "declined"]
    for row in rows:
        twin = SourceProposal.objects.filter(post=row.post_id, source=kept).first()
        if twin:
            row, second = sorted((row, twin), key=lambda one: (order.index(one.status), one.created_at))
            second.delete()
        SourceProposal.objects.filter(pk=row.pk).update(source=kept)


def _move_essays(rows: QuerySet[EssaySource], name: str, kept: Source) -> None:
    """A source is one essay of the site, or none."""
    if not EssaySource.objects.filter(source=kept).exists():
        rows.update(source=kept)


# How what points at a source moves; other apps add theirs.
MOVES: dict[Any, Callable[[Any, str, Source], None]] = {
    BibliographyEntry: lines_of("post"),
    UnitSource: _move_units,
    SourceProposal: _move_proposals,
    EssaySource: _move_essays,
}
