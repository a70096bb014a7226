"""A topic's page, its texts so far, and the works that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.addresses import address
from blog.models import MAX_BODY_LENGTH, MAX_LINE_LENGTH, Image, KeptForm, SavedText
from courses.models import Course
from sources.models import Source

from .tree import Topic

if TYPE_CHECKING:
    from accounts.models import Viewer


class StudyNoteQuerySet(models.QuerySet["StudyNote"]):
    def visible_to(self, user: Viewer) -> StudyNoteQuerySet:
        """The one gate to study notes: published ones are everyone's, drafts their writers'."""
        return self.filter(
            Q(status=StudyNote.Status.PUBLISHED)
            | Q(topic__specification__course__in=Course.objects.led_by(user))
        )

    def editable_by(self, user: Viewer) -> StudyNoteQuerySet:
        return self.filter(topic__specification__course__in=Course.objects.led_by(user))

    def published(self) -> StudyNoteQuerySet:
        return self.filter(status=StudyNote.Status.PUBLISHED)


class StudyNoteManager(models.Manager.from_queryset(StudyNoteQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, specification: str, number: str) -> StudyNote:
        return self.get(topic__specification__slug=specification, topic__number=number)


class StudyNote(models.Model):
    """A topic's page. `body` is what was typed, Markdown with directives (studynotes/text/); `body_html` is
    it drawn and sanitised, `sources_html` its list of sources.

    `version` is raised at every change that readers see.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"

    topic = models.OneToOneField(Topic, on_delete=models.PROTECT, related_name="note")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    body = models.TextField(max_length=MAX_BODY_LENGTH, blank=True)
    body_html = models.TextField(blank=True, editable=False)
    sources_html = models.TextField(blank=True, editable=False)
    # Those in its text, and in the text of any revision of it that readers can see.
    images: models.ManyToManyField = models.ManyToManyField(
        Image, blank=True, related_name="study_notes", editable=False
    )
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="study_notes", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    revision_number = models.PositiveIntegerField(default=0, editable=False)
    revised_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = StudyNoteManager()

    class Meta:
        ordering = ["topic"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published"]), name="study_note_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | (Q(published_at__isnull=False) & ~Q(body="")),
                name="study_note_published_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return str(self.topic)

    def get_absolute_url(self) -> str:
        return self.topic.get_absolute_url()

    def natural_key(self) -> tuple[str, str]:
        return self.topic.natural_key()

    natural_key.dependencies = ["studynotes.topic", "accounts.user", "blog.image"]  # type: ignore[attr-defined]

    def source_lines(self) -> list[str]:
        """The stored list of its sources, as typed."""
        return list(self.sources.order_by("position").values_list("line", flat=True))


class NoteRevisionQuerySet(models.QuerySet["NoteRevision"]):
    def visible_to(self, user: Viewer) -> NoteRevisionQuerySet:
        """What readers have read, of notes that `user` may read; all of it to who writes them."""
        read = Q(is_public=True, note__in=StudyNote.objects.visible_to(user))
        return self.filter(read | Q(note__in=StudyNote.objects.editable_by(user)))


class NoteRevisionManager(models.Manager.from_queryset(NoteRevisionQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, specification: str, topic: str, number: int) -> NoteRevision:
        return self.get(
            note__topic__specification__slug=specification, note__topic__number=topic, number=number
        )


class NoteRevision(SavedText):
    """A text of a note."""

    # It is its topic's.
    title = ""

    note = models.ForeignKey(StudyNote, on_delete=models.CASCADE, related_name="revisions")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="note_revisions"
    )

    objects = NoteRevisionManager()

    class Meta:
        ordering = ["note", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["note", "number"], name="note_revision_number_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="note_revision_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"Revision {self.number} of {self.note}"

    def get_absolute_url(self) -> str:
        topic = self.note.topic
        return address("studynotes:note_revision_detail", topic.specification.slug, topic.slug, self.number)

    def natural_key(self) -> tuple[str, str, int]:
        return (*self.note.natural_key(), self.number)

    natural_key.dependencies = ["studynotes.studynote", "accounts.user"]  # type: ignore[attr-defined]


class NoteSourceManager(models.Manager["NoteSource"]):
    def get_by_natural_key(self, specification: str, topic: str, position: int) -> NoteSource:
        return self.get(
            note__topic__specification__slug=specification, note__topic__number=topic, position=position
        )


class NoteSource(models.Model):
    """One line of a note's list of sources, as it was typed, and the work that it names."""

    note = models.ForeignKey(StudyNote, on_delete=models.CASCADE, related_name="sources")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="note_entries")
    position = models.PositiveSmallIntegerField()
    line = models.CharField(max_length=MAX_LINE_LENGTH)

    objects = NoteSourceManager()

    class Meta:
        verbose_name = "source of a study note"
        verbose_name_plural = "sources of study notes"
        ordering = ["note", "position"]
        constraints = [
            models.UniqueConstraint(fields=["note", "position"], name="note_source_position_once"),
            models.UniqueConstraint(fields=["note", "source"], name="note_source_once"),
            models.CheckConstraint(condition=~Q(line=""), name="note_source_line_not_empty"),
        ]

    def __str__(self) -> str:
        return self.line

    def natural_key(self) -> tuple[str, str, int]:
        return (*self.note.natural_key(), self.position)

    natural_key.dependencies = ["studynotes.studynote", "sources.source"]  # type: ignore[attr-defined]


class NoteCopy(KeptForm):
    """The form of a topic's note, of one that is not begun yet too."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="copies")
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="note_copies")

    class Meta(KeptForm.Meta):
        verbose_name = "unsaved text of a study note"
        verbose_name_plural = "unsaved texts of study notes"
        indexes = [models.Index(fields=["writer", "topic", "-saved_at"], name="note_copy_newest")]

    def __str__(self) -> str:
        return f"{self.topic} ({self.writer})"
