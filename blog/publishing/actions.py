"""An essay's way to its readers: handed in, returned, scheduled, published, withdrawn.

Each step is taken under the lock of the essay's row, is written down (steps.py), and is refused where the
essay has moved on meanwhile. What is wrong is said in ValidationError before anything is stored.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.later import soon
from accounts.models import User
from courses.models import Course, WritingPolicy

from ..exports.tasks import set_own_references
from ..models import Post, Step
from ..revising.recording import publish_revisions
from . import tasks
from .asking import require, require_words
from .moves import Move, Rights, is_known, moves
from .steps import FIRST_HOUR, take

HELD_BACK = "Your course’s staff withdrew this essay. Ask them to publish it again."
MOVED_ON = "This essay has moved on meanwhile. It is now: {}."
NEEDS_NOTE = "Say what is to be changed: its authors get this note with the essay."
PASSED = "That moment has passed. To publish at once, choose “Publish now”."
TOO_FAR = "That is more than a year away."
# Where an essay stands.
WAY = ("status", "withdrawn_by_id", "submitted_at", "counts_from", "publish_at", "published_at")
FARTHEST = timedelta(days=366)
_log = logging.getLogger(__name__)


def rights_of(user: User, post: Post) -> Rights:
    """What `user` is to an essay, also to one that is not stored yet."""
    is_new = post.pk is None and post.author_id == user.pk
    return Rights(
        writes=is_new or Post.objects.editable_by(user).filter(pk=post.pk).exists(),
        manages=Course.objects.taught_by(user).filter(pk=post.course_id).exists(),
        staff_lets_through=post.course.rules_of_writing().publishing == WritingPolicy.Publishing.STAFF,
    )


@transaction.atomic
def publish(*, post: Post, by: User) -> None:
    """Put a complete essay before its audience, or let it through. The first time fixes date and address.

    What the course's staff withdrew is theirs to put back. A draft, and what its author withdrew, is its
    author's alone.
    """
    _let(post, Move.PUBLISH, by=by)
    require(post)
    set_published(post)
    _store(post)
    _open(post)
    take(post, Step.Kind.PUBLISHED, by=by)


@transaction.atomic
def submit(*, post: Post, by: User) -> None:
    """Hand an essay in to the course's staff, who let it through or return it."""
    _let(post, Move.SUBMIT, by=by)
    require(post)
    set_submitted(post)
    _store(post)
    take(post, Step.Kind.SUBMITTED, by=by)


@transaction.atomic
def take_back(*, post: Post, by: User) -> None:
    """What was handed in or scheduled is a draft again, which its writers alone see."""
    _let(post, Move.TAKE_BACK, by=by)
    post.status, post.publish_at = Post.Status.DRAFT, None
    post.submitted_at = post.counts_from = None
    _store(post)
    take(post, Step.Kind.TAKEN_BACK, by=by)


@transaction.atomic
def return_with_note(*, post: Post, by: User, note: str) -> None:
    """Give an essay back to its writers, who go on with it and hand it in again.

    When it first was in stays. It no more opens classmates' essays: an empty one does not count.
    """
    _let(post, Move.RETURN, by=by)
    if not note.strip():
        raise ValidationError({"note": NEEDS_NOTE})
    post.status, post.publish_at, post.counts_from = Post.Status.RETURNED, None, None
    _store(post)
    take(post, Step.Kind.RETURNED, by=by, note=note)


@transaction.atomic
def schedule(*, post: Post, by: User, at: datetime) -> None:
    """Have a complete essay published by itself at that moment; another one than was set, too."""
    _let(post, Move.SCHEDULE, by=by)
    now = timezone.now()
    if at <= now:
        raise ValidationError({"at": PASSED})
    if at > now + FARTHEST:
        raise ValidationError({"at": TOO_FAR})
    require(post)
    _goes_in(post)
    post.status, post.publish_at = Post.Status.SCHEDULED, at
    _store(post)
    take(post, Step.Kind.SCHEDULED, by=by, publish_at=at)
    tasks.publish_at(at)


@transaction.atomic
def unschedule(*, post: Post, by: User) -> None:
    """What staff let through at a date waits for them again."""
    _let(post, Move.UNSCHEDULE, by=by)
    post.status, post.publish_at = Post.Status.SUBMITTED, None
    _store(post)
    take(post, Step.Kind.TAKEN_BACK, by=by, note="Not to be published by itself; handed in as before.")


@transaction.atomic
def withdraw(*, post: Post, by: User) -> None:
    """Take a published essay back from its audience; its words, address and comments stay as they are.

    Nothing where it is not published any more.
    """
    rights = rights_of(by, post)
    if not (rights.writes or rights.manages):
        raise PermissionDenied
    _hold(post)
    if post.status != Post.Status.PUBLISHED:
        return
    # Whichever of its authors it was: what one of them withdrew, each of them puts back.
    withdrawn_by = post.author_id if rights.writes else by.pk
    post.status, post.withdrawn_by_id, post.counts_from = Post.Status.WITHDRAWN, withdrawn_by, None
    _store(post)
    take(post, Step.Kind.WITHDRAWN, by=by)


def publish_due(now: datetime | None = None) -> int:
    """Publish what is scheduled up to now, and return how many. What cannot be stays, and hinders no other.

    What a course asks for was asked when the hour was set, and at every save since.
    """
    moment = now or timezone.now()
    due = Post.objects.filter(status=Post.Status.SCHEDULED, publish_at__lte=moment)
    return sum(
        _publish_by_itself(pk, moment) for pk in due.order_by("publish_at", "pk").values_list("pk", flat=True)
    )


def _publish_by_itself(pk: int, moment: datetime) -> bool:
    due = Post.objects.select_for_update(of=("self",)).filter(status=Post.Status.SCHEDULED)
    try:
        with transaction.atomic():
            post = due.filter(pk=pk, publish_at__lte=moment).select_related("course").first()
            if post is None:  # of two who do this, one did it
                return False
            at = post.publish_at
            set_published(post)
            _store(post)
            _open(post)
            take(post, Step.Kind.PUBLISHED, by=None, publish_at=at)
    except Exception:  # whatever it is, those that are due after it are due all the same
        _log.exception("Essay %s could not be published at its hour.", pk)
        return False
    return True


def follow_stored(post: Post, names: Collection[str]) -> dict[str, Any]:
    """Hold a stored essay's row, and let `post` be in these columns what the row is. Returns them as read."""
    stored: dict[str, Any] = Post.objects.select_for_update().values(*names).get(pk=post.pk)
    for name, value in stored.items():
        setattr(post, name, value)
    return stored


def follow_unit(post: Post) -> None:
    """Let an essay that goes into another unit be as new there, in memory; its row is held.

    An old one would open its classmates' essays of that unit at once, and be in time.
    """
    if post.unit_id == Post.objects.values_list("unit", flat=True).get(pk=post.pk):
        return
    now = timezone.now()
    post.submitted_at = now if post.submitted_at else None
    post.counts_from = now + FIRST_HOUR if post.counts_from else None


def set_onward(post: Post, *, by: User) -> str:
    """Make it a published one, or a handed in one where the course's staff let essays through, in memory.

    Returns the step to write down: none for what is on its way already. Raises ValidationError.
    """
    if post.is_held_back():
        raise ValidationError(HELD_BACK)
    possible = moves(post, rights_of(by, post))
    if Move.PUBLISH in possible:
        set_published(post)
        return Step.Kind.PUBLISHED
    if Move.SUBMIT in possible:
        set_submitted(post)
        return Step.Kind.SUBMITTED
    return ""


def set_published(post: Post) -> None:
    """Make it a published one, in memory. Raises ValidationError where it has no words."""
    require_words(post)
    post.follow_title()
    post.status, post.withdrawn_by, post.publish_at = Post.Status.PUBLISHED, None, None
    _goes_in(post)
    if post.published_at is None:
        post.published_at = timezone.now()
        if post.comments_close_at is None and (days := post.course.comments_close_after) is not None:
            post.comments_close_at = post.published_at + timedelta(days=days)


def set_submitted(post: Post) -> None:
    """Make it a handed in one, in memory. Raises ValidationError where it has no words."""
    require_words(post)
    post.status, post.publish_at = Post.Status.SUBMITTED, None
    _goes_in(post)


def set_references(post: Post) -> None:
    """How a published essay is cited, in every style: a worker sets it once the essay is stored."""
    if post.status == Post.Status.PUBLISHED:
        soon(set_own_references, post.pk)


def _goes_in(post: Post) -> None:
    now = timezone.now()
    post.submitted_at = post.submitted_at or now
    post.counts_from = post.counts_from or now + FIRST_HOUR


def _let(post: Post, move: Move, *, by: User) -> None:
    """Hold the essay's row until the transaction ends, and read where it stands.

    Raises PermissionDenied, or ValidationError where nobody could let it take this step any more.
    """
    _hold(post)
    rights = rights_of(by, post)
    if move in moves(post, rights):
        return
    if not (rights.writes or rights.manages) or is_known(post, move):
        raise PermissionDenied
    raise ValidationError(MOVED_ON.format(post.get_status_display().lower()))


def _hold(post: Post) -> None:
    post.refresh_from_db(from_queryset=Post.objects.select_for_update(of=("self",)))


def _store(post: Post) -> None:
    post.full_clean()
    post.save()
    post.touch()


def _open(post: Post) -> None:
    publish_revisions(post)
    set_references(post)
