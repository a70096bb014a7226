"""Writing an answer, handing it in, showing it to classmates, marking it."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from accounts.texts import is_blank

from ..marking.arithmetic import mark
from ..marking.scheme import Scheme
from ..models import Answer, Marking, Question, Tick
from .sentences import Span


class Overtaken(Exception):
    """Another window saved other words since this one was opened: `answer` as it is stored."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer)
        self.answer = answer


class MarkedMeanwhile(Exception):
    """Another window of the same marker stored other ticks since this one was opened: `marking`."""

    def __init__(self, marking: Marking) -> None:
        super().__init__(marking)
        self.marking = marking


@transaction.atomic
def keep_answer(
    *, question: Question, student: User, body: str, version: int, window: str = ""
) -> Answer | None:
    """Store what `student` has typed so far; None where there is nothing to keep.

    `version` is that of the open answer which the form began with, 0 where there was none; `window` is the
    token of the window that sends it. Raises Overtaken, and stores nothing, where other words of another
    window stand there by now. The same window is behind where an answer to it was lost on its way.
    """
    answer = _open(question, student)
    if answer is None:
        if _is_nothing(question, student, body, version):
            return None
        return _begin(question, student, body, window)
    if answer.body == body:
        return answer
    if answer.version != version and (not window or answer.window != window):
        raise Overtaken(answer)
    answer.body, answer.window, answer.saved_at = body, window, timezone.now()
    answer.version += 1
    answer.full_clean()
    answer.save()
    return answer


@transaction.atomic
def hand_in(
    *,
    question: Question,
    student: User,
    body: str,
    version: int,
    window: str = "",
    is_shared: bool = False,
) -> Answer:
    """Hand an answer in: from now on it never changes. One that was handed in already is handed in once.

    Raises Overtaken as above, ValidationError where it has no words or the question no scheme.
    """
    if is_blank(body):
        raise ValidationError("There is nothing to hand in yet.")
    # In this order: what was handed in while this form waited for the row is seen.
    still_open = _open(question, student)
    latest = Answer.objects.handed_in().filter(question=question, student=student).first()
    if latest and latest.body == body and still_open is None:
        return latest
    scheme = question.schemes.first()
    if scheme is None:
        raise ValidationError("This question has no mark scheme yet. Your answer is kept.")
    answer = keep_answer(question=question, student=student, body=body, version=version, window=window)
    if answer is None:
        raise ValidationError("You have handed in these words already.")
    answer.handed_in_at, answer.scheme, answer.is_shared = timezone.now(), scheme, is_shared
    answer.full_clean()
    answer.save()
    return answer


def share(*, answer: Answer, by: User, is_shared: bool) -> None:
    """Let classmates read and mark it, or no longer. Raises PermissionDenied to all but its writer."""
    if answer.student_id != by.pk or answer.handed_in_at is None:
        raise PermissionDenied
    answer.is_shared = is_shared
    answer.save(update_fields=["is_shared"])


@transaction.atomic
def mark_answer(*, answer: Answer, by: User, ticks: Mapping[str, Span], version: int = 0) -> Marking:
    """Store how `by` marks an answer, in place of their marking before.

    `ticks`: by the key of a point the words of the answer that earn it. `version` is that of the marking
    which the form began with, 0 where there was none. Raises PermissionDenied to who does not read the answer
    or before it is handed in, ValidationError for other points or no words; MarkedMeanwhile, and stores
    nothing, where other ticks stand there by now.
    """
    if answer.scheme is None or not Answer.objects.visible_to(by).handed_in().filter(pk=answer.pk).exists():
        raise PermissionDenied
    scheme = Scheme.from_data(answer.scheme.data)
    known = {point.key for point in scheme.points}
    if not ticks.keys() <= known or not all(_is_within(answer.body, one) for one in ticks.values()):
        raise ValidationError("A tick needs a point of the scheme and words of the answer.")
    _hold(by)
    marking = Marking.objects.filter(answer=answer, marker=by).first() or Marking(answer=answer, marker=by)
    if marking.pk and _ticks_of(marking) == dict(ticks):
        return marking
    if marking.pk and marking.version != version:
        raise MarkedMeanwhile(marking)
    marking.version += bool(marking.pk)
    marking.mark, marking.made_at = mark(scheme, ticks.keys()).total, timezone.now()
    marking.save()
    marking.ticks.all().delete()
    Tick.objects.bulk_create(
        Tick(marking=marking, point=key, start=start, end=end, quote=answer.body[start:end])
        for key, (start, end) in ticks.items()
    )
    return marking


def _open(question: Question, student: User) -> Answer | None:
    """The answer that is written; the student's row is held."""
    _hold(student)
    return Answer.objects.filter(question=question, student=student, handed_in_at=None).first()


def _hold(person: User) -> None:
    """Their row is held until the transaction ends, so that two windows of theirs wait for one another."""
    User.objects.select_for_update(no_key=True).only("pk").get(pk=person.pk)


def _ticks_of(marking: Marking) -> dict[str, Span]:
    return {tick.point: Span(tick.start, tick.end) for tick in marking.ticks.all()}


def _begin(question: Question, student: User, body: str, window: str) -> Answer:
    so_far = Answer.objects.filter(question=question, student=student).aggregate(most=Max("attempt"))
    attempt = (so_far["most"] or 0) + 1
    answer = Answer(question=question, student=student, body=body, window=window, attempt=attempt)
    answer.full_clean()
    answer.save()
    return answer


def _is_nothing(question: Question, student: User, body: str, version: int) -> bool:
    """There is no word in it; or a window sends late what was handed in meanwhile."""
    if is_blank(body):
        return True
    latest = Answer.objects.handed_in().filter(question=question, student=student).first()
    return latest is not None and (latest.body == body or (version > 0 and latest.body.startswith(body)))


def _is_within(body: str, words: Span) -> bool:
    return 0 <= words.start < words.end <= len(body) and bool(body[words.start : words.end].strip())
