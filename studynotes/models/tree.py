"""Subjects, the specifications that are taught and examined in them, and their topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accounts.addresses import address
from courses.models import Course, Unit

if TYPE_CHECKING:
    from accounts.models import Viewer


class SubjectManager(models.Manager["Subject"]):
    def get_by_natural_key(self, slug: str) -> Subject:
        return self.get(slug=slug)


class Subject(models.Model):
    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)

    objects = SubjectManager()

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="subject_name_not_empty")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class SpecificationQuerySet(models.QuerySet["Specification"]):
    def editable_by(self, user: Viewer) -> SpecificationQuerySet:
        """Those whose topics and notes `user` may write: of courses that they lead."""
        return self.filter(course__in=Course.objects.led_by(user))


class SpecificationManager(models.Manager.from_queryset(SpecificationQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str) -> Specification:
        return self.get(slug=slug)


class Specification(models.Model):
    """What a board examines in a subject at a level: "OCR A-Level History".

    `course` keeps it: its instructors write the notes, and its library holds their sources.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="specifications")
    board = models.CharField(max_length=40)
    level = models.CharField(max_length=40)
    slug = models.SlugField(max_length=80, unique=True)
    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, related_name="specifications", verbose_name="kept by the course"
    )

    objects = SpecificationManager()

    class Meta:
        ordering = ["subject__name", "board", "level"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "board", "level"], name="specification_once"),
            models.CheckConstraint(
                condition=~Q(board="") & ~Q(level=""), name="specification_board_and_level_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board} {self.level} {self.subject}"

    def get_absolute_url(self) -> str:
        return address("studynotes:specification_detail", self.slug)

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["studynotes.subject", "courses.course"]  # type: ignore[attr-defined]


class TopicQuerySet(models.QuerySet["Topic"]):
    def editable_by(self, user: Viewer) -> TopicQuerySet:
        return self.filter(specification__course__in=Course.objects.led_by(user))

    def used_by(self, course: int) -> TopicQuerySet:
        """Topics that a unit of the course with this key lists."""
        return self.filter(Exists(UnitTopic.objects.filter(topic=OuterRef("pk"), unit__course=course)))


class TopicManager(models.Manager.from_queryset(TopicQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, specification: str, number: str) -> Topic:
        return self.get(specification__slug=specification, number=number)


class Topic(models.Model):
    """A numbered topic of a specification. `position` counts all its topics in reading order, from 1.

    `focus` is what the specification itself says of the topic, quoted on its page. Topics hang below one
    another by `parent`; that both belong to one specification is kept by who stores them.
    """

    specification = models.ForeignKey(Specification, on_delete=models.CASCADE, related_name="topics")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120, allow_unicode=True)
    focus = models.TextField("specification focus", max_length=2000, blank=True)
    position = models.PositiveIntegerField()
    units = models.ManyToManyField(Unit, through="UnitTopic", related_name="topics")

    objects = TopicManager()

    class Meta:
        ordering = ["specification", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["specification", "number"], name="topic_number_once_per_specification"
            ),
            models.UniqueConstraint(
                fields=["specification", "slug"], name="topic_slug_once_per_specification"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(number="") & ~Q(slug=""), name="topic_named_and_numbered"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="topic_not_below_itself"
            ),
        ]
        indexes = [models.Index(fields=["specification", "position"], name="topic_in_order")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return address("studynotes:note_detail", self.specification.slug, self.slug)

    def natural_key(self) -> tuple[str, str]:
        return (self.specification.slug, self.number)

    natural_key.dependencies = ["studynotes.specification"]  # type: ignore[attr-defined]


class UnitTopicManager(models.Manager["UnitTopic"]):
    def get_by_natural_key(self, course: str, unit: int, specification: str, number: str) -> UnitTopic:
        return self.get(
            unit__course__slug=course,
            unit__number=unit,
            topic__specification__slug=specification,
            topic__number=number,
        )


class UnitTopic(models.Model):
    """A unit lists a topic: its course uses it, and the topic's key terms are marked in its essays."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="unit_topics")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="unit_topics")

    objects = UnitTopicManager()

    class Meta:
        verbose_name = "topic of a unit"
        verbose_name_plural = "topics of units"
        ordering = ["unit", "topic__specification", "topic__position"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "topic"], name="unit_topic_once"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} in {self.unit}"

    def natural_key(self) -> tuple[str, int, str, str]:
        return (*self.unit.natural_key(), *self.topic.natural_key())

    natural_key.dependencies = ["courses.unit", "studynotes.topic"]  # type: ignore[attr-defined]
