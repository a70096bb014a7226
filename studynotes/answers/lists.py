"""Which answers a list shows: one's own, and those to mark."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, Subquery

from accounts.models import User
from courses.models import TEACHING_ROLES, Course, Membership

from ..models import Answer, Marking
from ..models.answer import AnswerQuerySet, MarkingQuerySet
from .reading import WITH_MARKERS

_WHERE = "question__note__topic__specification__subject"


def own_answers(student: User) -> AnswerQuerySet:
    """Those of one's own, the newest first, with their marks."""
    own = Answer.objects.visible_to(student).filter(student=student)
    return own.select_related(_WHERE, "scheme").prefetch_related(WITH_MARKERS).order_by("-saved_at", "-pk")


def answers_to_mark(marker: User, *, waiting: bool) -> AnswerQuerySet:
    """Others' answers that `marker` may mark, what came in first first; `waiting`: those left to be marked.

    An answer waits for the staff until one of them has marked it, for a classmate until they have.
    """
    rows = Answer.objects.visible_to(marker).handed_in().exclude(student=marker)
    if waiting:
        rows = rows.filter(~Exists(_marked_by(marker)))
    mine = Marking.objects.filter(marker=marker, answer=OuterRef("pk")).values("mark")
    rows = rows.select_related(_WHERE, "student", "scheme").annotate(my_mark=Subquery(mine))
    return rows.order_by("handed_in_at" if waiting else "-handed_in_at", "pk")


def _marked_by(marker: User) -> MarkingQuerySet:
    colleagues = Membership.objects.filter(
        course__in=Course.objects.taught_by(marker), role__in=TEACHING_ROLES
    )
    by_us = Q(marker=marker) | Q(marker__in=colleagues.values("user"))
    return Marking.objects.filter(by_us, answer=OuterRef("pk")).exclude(marker=OuterRef("student"))
