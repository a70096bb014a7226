"""Which answers a list shows: one's own, and those to mark."""

from __future__ import annotations

from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When

from accounts.models import User
from courses.models import Course

from ..models import Answer, AnswerQuerySet, Marking, written_in
from .people import by_staff
from .reading import WITH_MARKERS

_WHERE = "question__note__topic__specification__subject"


def own_answers(student: User) -> AnswerQuerySet:
    """Those of one's own, the newest first, with their marks."""
    own = Answer.objects.visible_to(student).filter(student=student)
    return own.select_related(_WHERE, "scheme").prefetch_related(WITH_MARKERS).order_by("-saved_at", "-pk")


def answers_to_mark(marker: User, *, waiting: bool) -> AnswerQuerySet:
    """Others' answers that `marker` may mark, what came in first first; `waiting`: those left to be marked.

    An answer waits for a course's staff until one of them has marked it, for a classmate until they have. Of
    a student's attempts at a question the newest that `marker` sees waits alone, `has_earlier` where it had
    others before it.
    """
    seen = Answer.objects.visible_to(marker).handed_in()
    rows = seen.exclude(student=marker)
    same = seen.filter(question=OuterRef("question"), student=OuterRef("student"))
    if waiting:
        rows = rows.exclude(_is_done(marker)).exclude(Exists(same.filter(attempt__gt=OuterRef("attempt"))))
        rows = rows.annotate(has_earlier=Exists(same.filter(attempt__lt=OuterRef("attempt"))))
    mine = Marking.objects.filter(marker=marker, answer=OuterRef("pk")).values("mark")
    rows = rows.select_related(_WHERE, "student", "scheme").annotate(my_mark=Subquery(mine))
    return rows.order_by("handed_in_at" if waiting else "-handed_in_at", "pk")


def next_to_mark(answer: Answer, marker: User) -> Answer | None:
    """What waits for `marker` after `answer`: first those to the same question, whose scheme is in mind."""
    others_last = Case(When(question=answer.question_id, then=Value(0)), default=Value(1))
    waiting = answers_to_mark(marker, waiting=True).exclude(pk=answer.pk)
    return waiting.order_by(others_last, "handed_in_at", "pk").first()


def _is_done(marker: User) -> Q:
    """They marked it; or a colleague did, where it is theirs to mark as staff."""
    taught = Course.objects.taught_by(marker)
    markings = Marking.objects.filter(answer=OuterRef("pk"))
    by_colleague = Q(Exists(markings.filter(by_staff(taught))))
    if not marker.is_staff:
        by_colleague &= written_in(taught)
    return Q(Exists(markings.filter(marker=marker))) | by_colleague
