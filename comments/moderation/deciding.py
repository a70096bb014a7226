"""What moderators decide about comments, and how that is taken back."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.later import soon
from accounts.models import User
from courses.models import Course

from .. import showing
from ..ids import BATCH, batched
from ..locking import lock_threads_of
from ..models import Comment, CommentEdit, CommentQuerySet, EditRule, ModerationEntry, Report
from ..notices import telling
from . import tasks, training
from .edits import apply_edit, refuse_edit, reopen_edit
from .queue import is_reported, newest_edit
from .taking_back import did_something

# What leaves nothing to be decided. A comment that is held waits still, with what was reported of it.
FINAL = (Comment.Status.PUBLISHED, Comment.Status.SPAM, Comment.Status.REMOVED)


class Change(NamedTuple):
    pk: int
    post: int
    course: int
    path: str
    before: str
    after: str
    undoes: int | None = None


@transaction.atomic
def moderate(
    *,
    comments: CommentQuerySet,
    to: str,
    by: User,
    reason: str = "",
    shared_reason: str = "",
    batch: uuid.UUID | None = None,
    seen: Mapping[int, int] | None = None,
) -> int:
    """Put `comments` into status `to`, log it under one `batch`, keep the counts.

    One that is in that status already is looked at where something about it is open, a report or an edit
    that waits; one that its writer deleted stays deleted. `reason` is kept for moderators, `shared_reason` is
    told to the writer. `seen` has by comment the newest edit (queue.newest_edit) of the words that `by` has
    read: one that has another by now is left alone. Returns how many were decided on.

    Raises PermissionDenied where `by` may not moderate one of them, ValidationError for a long reason.
    """
    chosen = Comment.objects.filter(pk__in=comments.order_by().values("pk"))
    if chosen.exclude(pk__in=Comment.objects.moderated_by(by).values("pk")).exists():
        raise PermissionDenied
    entry = ModerationEntry(
        moderator=by, reason=reason, shared_reason=shared_reason, batch=batch or uuid.uuid4()
    )
    lock_threads_of(chosen)
    chosen = chosen.exclude(status=Comment.Status.DELETED).exclude(pk__in=changed_since(chosen, seen or {}))
    edited = _decide_edits(chosen, to, by, entry.batch) if to in FINAL else set()
    # After the lines about edits, which name the status before: the last one says what the comment is.
    entry.created_at = timezone.now()
    changes = _lock(chosen.filter(~Q(status=to) | is_reported()), to)
    carry_out(changes, entry)
    if to in FINAL:
        _settle_reports(changes, entry.created_at)
    if changes and training.is_due():
        soon(tasks.train_classifier)
    return len(edited.union(change.pk for change in changes))


@transaction.atomic
def refuse_edits(
    *,
    comments: CommentQuerySet,
    by: User,
    reason: str = "",
    shared_reason: str = "",
    batch: uuid.UUID | None = None,
    seen: Mapping[int, int] | None = None,
) -> int:
    """Let `comments` keep the words that their writers wanted to change; `seen` as above. Says how many."""
    said: dict[str, Any] = {"reason": reason, "shared_reason": shared_reason, "batch": batch or uuid.uuid4()}
    ModerationEntry(**said).clean_fields(exclude={"course", "comment", "moderator", "to_status"})
    chosen = Comment.objects.filter(pk__in=comments.order_by().values("pk"))
    lock_threads_of(chosen)
    edits = _waiting_edits(chosen.exclude(pk__in=changed_since(chosen, seen or {})))
    for edit in edits:
        refuse_edit(edit=edit, by=by, **said)
    return len(edits)


@transaction.atomic
def undo(*, batch: uuid.UUID, by: User) -> int:
    """Take the decisions of `batch` back, of those comments that are still as it left them.

    That is a decision too, logged as a batch of its own; reports that were settled are open again, and edits
    wait again. Returns how many comments that was. Raises PermissionDenied where `by` may not moderate one.
    """
    entries = ModerationEntry.objects.about_comments().filter(batch=batch, moderator__isnull=False)
    if entries.exclude(course__in=Course.objects.taught_by(by)).exists():
        raise PermissionDenied
    lock_threads_of(Comment.objects.filter(pk__in=entries.values("comment")))
    steps = {entry.comment_id: entry for entry in entries.filter(did_something()) if entry.comment_id}
    changes = [
        change._replace(after=steps[change.pk].from_status, undoes=steps[change.pk].pk)
        for keys in batched(list(steps))
        for change in _lock(Comment.objects.filter(pk__in=keys), "")
        if change.before == steps[change.pk].to_status
    ]
    carry_out(changes, ModerationEntry(moderator=by, reason="Taken back", batch=uuid.uuid4()))
    for keys in batched([change.pk for change in changes]):
        # All decisions of a batch are of one moment.
        of_batch = Report.objects.filter(comment__in=keys, settled_at__in=entries.values("created_at"))
        of_batch.update(settled_at=None)
    of_edits = entries.filter(rule__in=[EditRule.APPLIED, EditRule.REFUSED])
    reopened = {entry.comment_id for entry in of_edits if reopen_edit(entry=entry, by=by)}
    return len(reopened.union(change.pk for change in changes))


def changed_since(comments: QuerySet, seen: Mapping[int, int]) -> set[int]:
    """Those whose words, or the words that wait to replace them, are others than somebody has `seen`."""
    rows = comments.filter(pk__in=list(seen)).order_by().annotate(version=newest_edit())
    return {pk for pk, version in rows.values_list("pk", "version") if version != seen[pk]} if seen else set()


def _decide_edits(comments: CommentQuerySet, to: str, by: User, batch: uuid.UUID | None) -> set[int]:
    """With a comment goes what its writer wanted to change. Returns the ids of the comments."""
    decide = apply_edit if to == Comment.Status.PUBLISHED else refuse_edit
    edits = _waiting_edits(comments)
    for edit in edits:
        decide(edit=edit, by=by, batch=batch)
    return {edit.comment_id for edit in edits}


def _waiting_edits(comments: QuerySet) -> list[CommentEdit]:
    """Of posts that are locked: nobody replaces or decides them meanwhile."""
    return list(CommentEdit.objects.waiting().filter(comment__in=comments))


def _lock(comments: QuerySet, to: str) -> list[Change]:
    """Of posts that are locked."""
    rows = comments.select_for_update(of=("self",), no_key=True).order_by("pk")
    columns = rows.values_list("pk", "post_id", "post__course_id", "path", "status")
    return [Change(pk, post, course, path, status, after=to) for pk, post, course, path, status in columns]


def carry_out(changes: list[Change], entry: ModerationEntry) -> None:
    """Set the statuses, show what follows from them, and log each change as `entry` says it."""
    entries = [
        ModerationEntry(
            course_id=change.course,
            comment_id=change.pk,
            moderator=entry.moderator,
            rule=entry.rule,
            from_status=change.before,
            to_status=change.after,
            reason=entry.reason,
            shared_reason=entry.shared_reason,
            batch=entry.batch,
            created_at=entry.created_at,
            undoes_id=change.undoes,
        )
        for change in changes
    ]
    for first in entries[:1]:
        first.clean_fields(exclude={"course", "comment", "moderator"})
    ModerationEntry.objects.bulk_create(entries, batch_size=BATCH)
    telling.decided(entries)
    moving = [change for change in changes if change.before != change.after]
    for status in sorted({change.after for change in moving}):
        shown = {} if status == Comment.Status.PUBLISHED else {"is_shown": False}
        for keys in batched([change.pk for change in moving if change.after == status]):
            Comment.objects.filter(pk__in=keys).update(status=status, **shown)
    for post, paths in _by_post(moving).items():
        showing.settle(post, paths)


def _by_post(changes: Iterable[Change]) -> dict[int, list[str]]:
    """In the order of their keys: who locks several posts locks them as everybody else does."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for change in sorted(changes, key=lambda change: change.post):
        found[change.post].append(change.path)
    return found


def _settle_reports(changes: list[Change], now: datetime) -> None:
    for keys in batched([change.pk for change in changes]):
        Report.objects.open().filter(comment__in=keys).update(settled_at=now)
