"""Members report what should not stand."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from courses.models import Standing

from ..locking import locked
from ..models import Comment, ModerationEntry, Report
from .deciding import Change, carry_out

# One may be angry, two may be friends.
REPORTS_THAT_HOLD = 3
RULE = "reported"


class ReportedBefore(Exception):
    """This person has reported this comment already."""


@transaction.atomic
def report_comment(*, comment: Comment, by: User, reason: str, note: str = "") -> Report:
    """Report `comment`, which the caller has made sure that `by` may see.

    So many open reports as REPORTS_THAT_HOLD hold it until a moderator decides, who settles them: then it
    takes as many other people. Reports of who is silenced in the course or removed from it are read, and do
    not count towards that. What the course's staff wrote is reported to their colleagues, and not held.
    Raises PermissionDenied for one's own, ReportedBefore, ValidationError.
    """
    if comment.author_id == by.pk:
        raise PermissionDenied
    comment = locked(comment.pk)
    if comment.reports.filter(reporter=by).exists():
        raise ReportedBefore
    report = Report(comment=comment, reporter=by, reason=reason, note=note)
    report.full_clean(validate_unique=False)
    report.save()
    unheard = Standing.objects.silencing().filter(course=comment.post.course_id).values("user")
    reports = comment.reports.open().exclude(reporter__in=unheard).count()
    if reports >= REPORTS_THAT_HOLD and comment.is_shown and not _is_by_staff(comment):
        change = Change(
            comment.pk,
            comment.post_id,
            comment.post.course_id,
            comment.path,
            comment.status,
            after=Comment.Status.HELD,
        )
        carry_out([change], ModerationEntry(rule=RULE, reason=f"Reported by {reports} readers"))
    return report


def _is_by_staff(comment: Comment) -> bool:
    return comment.post.course.teachers().filter(pk=comment.author_id or 0).exists()
