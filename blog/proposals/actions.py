"""What is done with sources that readers propose. What is wrong is said in ValidationError, by field."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User, Viewer
from sources.actions import drop_unused, find_or_add, share
from sources.models import Source
from sources.reference import plain_reference

from ..citing.lines import listed_so
from ..citing.reciting import recite
from ..models import MAX_LINE_LENGTH, Post, SourceProposal

LISTED = "The essay lists this source already."
PROPOSED = "This source has been suggested for the essay already."
Status = SourceProposal.Status


def may_propose(post: Post, user: Viewer) -> bool:
    """Whoever may comment on `post`, which they may read, under their own name; its author lists sources."""
    return user.is_authenticated and post.comments_are_open() and not post.is_written_by(user)


def propose(
    *, post: Post, by: User, line: str = "", source: Source | None = None, note: str = ""
) -> SourceProposal:
    """Suggest to the author of `post` a source of the library, or the one that `line` names.

    Raises PermissionDenied, and ValidationError where the essay has the source already.
    """
    if not may_propose(post, by):
        raise PermissionDenied
    try:
        return _propose(post, by, line, source, note)
    except IntegrityError as error:  # somebody else's, at the same moment
        raise ValidationError({"line": PROPOSED}) from error


# What is decided is decided on the stored row, held until it is done: somebody else may have been first, and
# what was taken back meanwhile raises SourceProposal.DoesNotExist.


@transaction.atomic
def accept(*, proposal: SourceProposal, by: User) -> None:
    """Show the source below the essay's list, under the name of who proposed it; the library has it now."""
    proposal = _held(proposal)
    _require(proposal.post.is_written_by(by))
    _decide(proposal, Status.ACCEPTED)
    share(source=proposal.source)
    recite(proposal.post)


@transaction.atomic
def decline(*, proposal: SourceProposal, by: User) -> None:
    """Also of one that was accepted: it goes from below the list."""
    proposal = _held(proposal)
    _require(proposal.post.is_written_by(by))
    was_shown = proposal.status == Status.ACCEPTED
    _decide(proposal, Status.DECLINED)
    if was_shown:
        recite(proposal.post)


@transaction.atomic
def take_back(*, proposal: SourceProposal, by: User) -> None:
    """By who made it, as long as the author has not decided."""
    proposal = _held(proposal)
    _require(proposal.proposed_by_id == by.pk and proposal.status == Status.OPEN)
    _delete(proposal)


@transaction.atomic
def remove(*, proposal: SourceProposal, by: User) -> None:
    """By the course's staff, whatever was decided."""
    proposal = _held(proposal)
    _require(SourceProposal.objects.manageable_by(by).filter(pk=proposal.pk).exists())
    was_shown = proposal.status == Status.ACCEPTED
    _delete(proposal)
    if was_shown:
        recite(proposal.post)


@transaction.atomic
def _propose(post: Post, by: User, line: str, source: Source | None, note: str) -> SourceProposal:
    if source:
        line = plain_reference(source.csl)[:MAX_LINE_LENGTH]
    else:
        listed = listed_so(lines=[line], course=post.course_id, by=by)
        source = listed.get(line) or find_or_add(course=post.course, lines=[line], by=by)[line]
    if post.bibliography.filter(source=source).exists():
        raise ValidationError({"line": LISTED})
    if post.proposals.filter(source=source).exists():
        raise ValidationError({"line": PROPOSED})
    proposal = SourceProposal(post=post, source=source, line=line, note=note, proposed_by=by)
    proposal.full_clean()
    proposal.save()
    return proposal


def _held(proposal: SourceProposal) -> SourceProposal:
    rows = SourceProposal.objects.select_for_update(of=["self"]).select_related(
        "post__course", "post__author", "source"
    )
    return rows.get(pk=proposal.pk)


def _decide(proposal: SourceProposal, status: Status) -> None:
    proposal.status, proposal.decided_at = status, timezone.now()
    proposal.save(update_fields=["status", "decided_at"])


def _delete(proposal: SourceProposal) -> None:
    """With its source, where that was made for it and nothing else points at it."""
    source = Source.objects.select_for_update().get(pk=proposal.source_id)
    proposal.delete()
    if source.added_by_id == proposal.proposed_by_id:
        drop_unused([source])


def _require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied
