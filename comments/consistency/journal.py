"""Whether the journal of moderation tells of every comment what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery

from ..ids import BATCH
from ..models import Comment, CommentEdit, ModerationEntry
from .findings import Finding

RULE = "check_consistency"


def statuses_logged(*, repair: bool) -> Iterator[Finding]:
    """The last entry about a comment names its status; without one it was published at once.

    The status stays, because it is what readers saw; what is mended is the journal.
    """
    entries = ModerationEntry.objects.filter(comment=OuterRef("pk")).order_by("-created_at", "-pk")
    unsaid = Comment.objects.annotate(said=Subquery(entries.values("to_status")[:1])).filter(
        (Q(said__isnull=True) & ~Q(status=Comment.Status.PUBLISHED))
        | (Q(said__isnull=False) & ~Q(said=F("status")))
    )
    with transaction.atomic():
        found = list(unsaid.order_by("pk").values_list("pk", "post__course", "said", "status"))
        if repair:
            ModerationEntry.objects.bulk_create(
                [
                    ModerationEntry(
                        course_id=course, comment_id=pk, rule=RULE, from_status=said or "", to_status=status,
                        reason="The journal did not say so",
                    )
                    for pk, course, said, status in found
                ],
                batch_size=BATCH,
            )  # fmt: skip
    for pk, _, said, status in found:
        logged = f"its last entry says {said}" if said else "it has no entry"
        yield Finding(f"Comment {pk} is {status}, and in the journal {logged}; it should say {status}.")


def edits_that_wait(*, repair: bool) -> Iterator[Finding]:
    """An edit that waits for a moderator is one of a comment that its writer has not deleted since."""
    orphans = CommentEdit.objects.waiting().filter(comment__status=Comment.Status.DELETED)
    for pk, comment in list(orphans.order_by("pk").values_list("pk", "comment")):
        yield Finding(f"Edit {pk} of comment {comment}, which is deleted, waits; it should be refused.")
    if repair:
        orphans.update(state=CommentEdit.State.REFUSED)
