"""What a class reached at the questions that it is asked.

Each student counts once at a question: with their newest answer that was marked. What counts of an answer is
the newest marking by the course's staff (or the site's), else the writer's own; classmates' never do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Prefetch

from accounts.models import User
from courses.models import TEACHING_ROLES, Course, Membership

from ..marking.scheme import Scheme
from ..models import Answer, Marking, MarkScheme, Question, QuestionQuerySet, Topic
from .counting import Counted, PointResult, count_points
from .people import by_staff


@dataclass(frozen=True)
class QuestionResult:
    """`students` handed in an answer; of `marked` a marking counts, of `by_staff` one by the staff.

    `points` are those of the scheme in force, `earlier` those that only older versions have.
    """

    question: Question
    students: int
    marked: int
    by_staff: int
    points: Sequence[PointResult]
    earlier: Sequence[PointResult]

    @property
    def unmarked(self) -> int:
        return self.students - self.marked


def questions_of(course: Course, by: User) -> QuestionQuerySet:
    """The questions of topics that the course uses, as far as `by` sees them; the retired ones last."""
    asked = Question.objects.visible_to(by).filter(note__topic__in=Topic.objects.used_by(course.pk))
    rows = asked.select_related("note__topic__specification__subject")
    in_force = F("retired_at").asc(nulls_first=True)
    return rows.order_by("note__topic__specification", "note__topic__position", in_force, "number")


def results_of(course: Course, questions: Iterable[Question], by: User) -> list[QuestionResult]:
    """What the students of `course` reached at each of `questions`, in queries that do not grow with them."""
    asked = list(questions)
    rows = MarkScheme.objects.filter(question__in=asked).order_by("question", "version")
    schemes = {row.pk: Scheme.from_data(row.data) for row in rows}
    newest = {row.question_id: schemes[row.pk] for row in rows}
    answers = _answers(course, asked, by)
    of_staff = _of_staff(course, asked)
    return [
        _result(question, answers[question.pk], newest.get(question.pk), schemes, of_staff)
        for question in asked
    ]


def _answers(course: Course, asked: Sequence[Question], by: User) -> dict[int, dict[int, list[Answer]]]:
    """What the students handed in, by question and student, the newest attempt first."""
    students = Membership.objects.filter(course=course).exclude(role__in=TEACHING_ROLES).values("user")
    rows = Answer.objects.visible_to(by).handed_in().filter(question__in=asked, student__in=students)
    markings = Prefetch("markings", Marking.objects.order_by("-made_at", "-pk").prefetch_related("ticks"))
    found: dict[int, dict[int, list[Answer]]] = defaultdict(lambda: defaultdict(list))
    for answer in rows.order_by("-attempt").defer("body").prefetch_related(markings):
        found[answer.question_id][answer.student_id].append(answer)
    return found


def _of_staff(course: Course, asked: Sequence[Question]) -> Collection[int]:
    """The keys of the markings by the staff."""
    rows = Marking.objects.filter(by_staff(Course.objects.filter(pk=course.pk)), answer__question__in=asked)
    return set(rows.values_list("pk", flat=True))


def _result(
    question: Question,
    answers: Mapping[int, Sequence[Answer]],
    newest: Scheme | None,
    schemes: Mapping[int, Scheme],
    of_staff: Collection[int],
) -> QuestionResult:
    counting = [_counting(of_student, of_staff) for of_student in answers.values()]
    marked = [(answer, marking) for answer, marking in filter(None, counting)]
    counted = [
        Counted(schemes[answer.scheme_id or 0], {tick.point for tick in marking.ticks.all()})
        for answer, marking in marked
    ]
    by_staff = sum(marking.pk in of_staff for _, marking in marked)
    points, earlier = count_points(newest, counted)
    return QuestionResult(question, len(answers), len(marked), by_staff, points, earlier)


def _counting(answers: Sequence[Answer], of_staff: Collection[int]) -> tuple[Answer, Marking] | None:
    """The newest answer that has a marking which counts, and that marking."""
    for answer in answers:
        markings = answer.markings.all()
        by_staff = [one for one in markings if one.pk in of_staff]
        by_writer = [one for one in markings if one.marker_id == answer.student_id]
        for marking in [*by_staff, *by_writer]:
            return answer, marking
    return None
