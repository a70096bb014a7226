"""Answers to practice questions, and how they were marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.addresses import address
from blog.copies.fields import MAX_WINDOW_LENGTH
from courses.models import Course

from .question import MarkScheme, Question

if TYPE_CHECKING:
    from accounts.models import Viewer

MAX_ANSWER_LENGTH = 20_000


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, user: Viewer) -> AnswerQuerySet:
        """One's own; of those that were handed in, a course's staff see what its members answered to
        questions that the course uses, and its members what its writer shows to classmates.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_staff:
            return self.filter(Q(student=user) | Q(handed_in_at__isnull=False))
        taught = written_in(Course.objects.taught_by(user))
        shared = Q(written_in(Course.objects.joined_by(user)), is_shared=True)
        return self.filter(Q(student=user) | Q(taught | shared, handed_in_at__isnull=False))

    def handed_in(self) -> AnswerQuerySet:
        return self.filter(handed_in_at__isnull=False)


def where_written(courses: models.QuerySet[Course], answer: str = "") -> models.QuerySet[Course]:
    """Those of `courses` in which an answer is written: its writer is a member, and a unit lists its topic.

    For a subquery; `answer` leads from the rows around it to theirs, as "answer__" does from markings.
    """
    return courses.filter(
        memberships__user=OuterRef(f"{answer}student"),
        units__topics=OuterRef(f"{answer}question__note__topic"),
    )


def written_in(courses: models.QuerySet[Course]) -> Q:
    """Of answers, those that are written in one of `courses`."""
    return Q(Exists(where_written(courses)))


class AnswerManager(models.Manager.from_queryset(AnswerQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(
        self, specification: str, topic: str, prompt: str, student: str, attempt: int
    ) -> Answer:
        question = Question.objects.get_by_natural_key(specification, topic, prompt)
        return self.get(question=question, student__email=student, attempt=attempt)


class Answer(models.Model):
    """What a student wrote to a question: `attempt` counts their answers to it from 1.

    Until it is handed in only its writer reads it; then it never changes, and is marked by the scheme that
    was in force.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="answers")
    attempt = models.PositiveSmallIntegerField(default=1)
    body = models.TextField(max_length=MAX_ANSWER_LENGTH, blank=True)
    begun_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    scheme = models.ForeignKey(
        MarkScheme, on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    is_shared = models.BooleanField("classmates may read and mark it", default=False)
    # Raised at every save: two windows cannot overwrite each other unseen.
    version = models.PositiveIntegerField(default=1)
    # The window that saved last (blog/copies/fields.py: WINDOW).
    window = models.CharField(max_length=MAX_WINDOW_LENGTH, blank=True)

    objects = AnswerManager()

    class Meta:
        ordering = ["question", "student", "-attempt"]
        constraints = [
            models.UniqueConstraint(fields=["question", "student", "attempt"], name="answer_attempt_once"),
            models.UniqueConstraint(
                fields=["question", "student"],
                condition=Q(handed_in_at__isnull=True),
                name="answer_open_once_per_student",
            ),
            models.CheckConstraint(
                condition=Q(handed_in_at__isnull=True, scheme__isnull=True)
                | Q(Q(handed_in_at__isnull=False, scheme__isnull=False), ~Q(body="")),
                name="answer_handed_in_has_words_and_scheme",
            ),
            models.CheckConstraint(condition=Q(attempt__gt=0), name="answer_attempts_count_from_one"),
        ]
        indexes = [models.Index(fields=["student", "-saved_at"], name="answer_of_student")]

    def __str__(self) -> str:
        return f"Attempt {self.attempt} of {self.student} at {self.question}"

    def get_absolute_url(self) -> str:
        return address("studynotes:answer_detail", self.pk)

    def natural_key(self) -> tuple[str, str, str, str, int]:
        return (*self.question.natural_key(), self.student.email, self.attempt)

    natural_key.dependencies = ["studynotes.markscheme", "accounts.user"]  # type: ignore[attr-defined]


class MarkingQuerySet(models.QuerySet["Marking"]):
    def visible_to(self, user: Viewer) -> MarkingQuerySet:
        """Who reads an answer reads how it was marked."""
        return self.filter(answer__in=Answer.objects.visible_to(user))


class MarkingManager(models.Manager.from_queryset(MarkingQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, *names: Any) -> Marking:
        answer = Answer.objects.get_by_natural_key(*names[:-1])
        return self.get(answer=answer, marker__email=names[-1])


class Marking(models.Model):
    """How one person marked an answer. `mark` is what the scheme's arithmetic makes of the ticks.

    It goes with its answer; an account that marked others' answers stays, and so do the marks it gave.
    """

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="markings")
    marker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="markings")
    mark = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    # Raised at every change, as an answer's.
    version = models.PositiveIntegerField(default=1)

    objects = MarkingManager()

    class Meta:
        ordering = ["answer", "made_at"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "marker"], name="marking_once_per_marker"),
        ]

    def __str__(self) -> str:
        return f"{self.mark} by {self.marker}"

    def natural_key(self) -> tuple[str, str, str, str, int, str]:
        return (*self.answer.natural_key(), self.marker.email)

    natural_key.dependencies = ["studynotes.answer"]  # type: ignore[attr-defined]


class TickManager(models.Manager["Tick"]):
    def get_by_natural_key(self, *names: Any) -> Tick:
        return self.get(marking=Marking.objects.get_by_natural_key(*names[:-1]), point=names[-1])


class Tick(models.Model):
    """A point of the scheme that an answer earns, and the words that earn it.

    `start` and `end` count the code points of the answer's body; `quote` are the words between.
    """

    marking = models.ForeignKey(Marking, on_delete=models.CASCADE, related_name="ticks")
    point = models.CharField(max_length=80)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()

    objects = TickManager()

    class Meta:
        ordering = ["marking", "start"]
        constraints = [
            models.UniqueConstraint(fields=["marking", "point"], name="tick_once_per_point"),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")) & ~Q(quote=""), name="tick_is_tied_to_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point}: {self.quote[:40]}"

    def natural_key(self) -> tuple[str, str, str, str, int, str, str]:
        return (*self.marking.natural_key(), self.point)

    natural_key.dependencies = ["studynotes.marking"]  # type: ignore[attr-defined]
