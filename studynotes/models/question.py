"""Practice questions and the schemes that they are marked by."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.addresses import address

from ..text.reading import MAX_PROMPT_LENGTH
from .note import StudyNote

if TYPE_CHECKING:
    from accounts.models import Viewer


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, user: Viewer) -> QuestionQuerySet:
        """Those of notes that `user` may read, the retired ones too: answers hang on them."""
        return self.filter(note__in=StudyNote.objects.visible_to(user))

    def standing(self) -> QuestionQuerySet:
        """Those that their note asks by now."""
        return self.filter(retired_at__isnull=True)


class QuestionManager(models.Manager.from_queryset(QuestionQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, specification: str, topic: str, prompt: str) -> Question:
        return self.get(
            note__topic__specification__slug=specification, note__topic__number=topic, prompt=prompt
        )


class Question(models.Model):
    """A practice question of a note, numbered as it stands there. `prompt` is Markdown.

    One that was taken out of the note is retired, and kept with its answers.
    """

    note = models.ForeignKey(StudyNote, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    prompt = models.TextField(max_length=MAX_PROMPT_LENGTH)
    prompt_html = models.TextField()
    # Of the prompt, which can be more than one row of an index holds on PostgreSQL (2,704 bytes).
    digest = models.CharField(max_length=64, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionManager()

    class Meta:
        ordering = ["note", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["note", "number"],
                condition=Q(retired_at__isnull=True),
                name="question_number_once_per_note",
            ),
            models.UniqueConstraint(fields=["note", "digest"], name="question_prompt_once_per_note"),
            models.CheckConstraint(
                condition=~Q(prompt="") & Q(number__gt=0), name="question_asks_and_is_numbered"
            ),
        ]

    def __str__(self) -> str:
        return f"Question {self.number}"

    def get_absolute_url(self) -> str:
        return address("studynotes:question_detail", self.pk)

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.note.natural_key(), self.prompt)

    natural_key.dependencies = ["studynotes.studynote"]  # type: ignore[attr-defined]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.digest = sha256(self.prompt.encode()).hexdigest()
        super().save(*args, **kwargs)


class MarkSchemeManager(models.Manager["MarkScheme"]):
    def get_by_natural_key(self, specification: str, topic: str, prompt: str, version: int) -> MarkScheme:
        return self.get(
            question__note__topic__specification__slug=specification,
            question__note__topic__number=topic,
            question__prompt=prompt,
            version=version,
        )


class MarkScheme(models.Model):
    """One version of a question's mark scheme, never changed: `data` is a Scheme (studynotes/marking/).

    The newest marks what is handed in from now on; what was handed in before keeps its own.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="schemes")
    version = models.PositiveIntegerField(default=1)
    marks = models.PositiveSmallIntegerField()
    data = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    objects = MarkSchemeManager()

    class Meta:
        ordering = ["question", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["question", "version"], name="mark_scheme_version_once"),
            models.CheckConstraint(condition=Q(marks__gt=0) & Q(version__gt=0), name="mark_scheme_has_marks"),
        ]

    def __str__(self) -> str:
        return f"Mark scheme {self.version} of {self.question}"

    def natural_key(self) -> tuple[str, str, str, int]:
        return (*self.question.natural_key(), self.version)

    natural_key.dependencies = ["studynotes.question"]  # type: ignore[attr-defined]
