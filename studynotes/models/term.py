"""Key terms, and the essays that use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, FilteredRelation, Q

from blog.models import Post

from ..text.reading import MAX_DEFINITION_LENGTH, MAX_NAME_LENGTH
from .note import StudyNote
from .tree import Topic

if TYPE_CHECKING:
    from accounts.models import Viewer


class KeyTermQuerySet(models.QuerySet["KeyTerm"]):
    def visible_to(self, user: Viewer) -> KeyTermQuerySet:
        """Those of notes that `user` may read, which stand in the note."""
        return self.filter(note__in=StudyNote.objects.visible_to(user), retired_at__isnull=True)

    def used_by(self, course: int) -> KeyTermQuerySet:
        """Those of published notes on topics that the course with this key uses."""
        published = StudyNote.objects.published().filter(topic__in=Topic.objects.used_by(course))
        return self.filter(note__in=published, retired_at__isnull=True)

    def with_card_of(self, learner: int) -> KeyTermQuerySet:
        """One row a term still, with the `card` that the learner with this key has of it, if any."""
        return self.annotate(card=FilteredRelation("cards", condition=Q(cards__learner=learner)))


class KeyTermManager(models.Manager.from_queryset(KeyTermQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, specification: str, topic: str, slug: str) -> KeyTerm:
        return self.get(note__topic__specification__slug=specification, note__topic__number=topic, slug=slug)


class KeyTerm(models.Model):
    """A term with its definition, as a note's text has it. `slug` is its anchor there: `#term-SLUG`.

    `spellings` are other ways to write it. One that was taken out of the note is retired, and kept: cards
    hang on it.
    """

    note = models.ForeignKey(StudyNote, on_delete=models.CASCADE, related_name="terms")
    term = models.CharField(max_length=MAX_NAME_LENGTH)
    slug = models.SlugField(max_length=120, allow_unicode=True)
    spellings = models.JSONField(default=list, blank=True)
    definition = models.TextField(max_length=MAX_DEFINITION_LENGTH)
    definition_html = models.TextField()
    position = models.PositiveSmallIntegerField()
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = KeyTermManager()

    class Meta:
        ordering = ["note", "position"]
        constraints = [
            models.UniqueConstraint(fields=["note", "slug"], name="key_term_slug_once_per_note"),
            models.CheckConstraint(
                condition=~Q(term="") & ~Q(definition="") & ~Q(slug=""), name="key_term_is_defined"
            ),
        ]

    def __str__(self) -> str:
        return self.term

    def get_absolute_url(self) -> str:
        return f"{self.note.get_absolute_url()}#term-{self.slug}"

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.note.natural_key(), self.slug)

    natural_key.dependencies = ["studynotes.studynote"]  # type: ignore[attr-defined]


class TermUseQuerySet(models.QuerySet["TermUse"]):
    def visible_to(self, user: Viewer) -> TermUseQuerySet:
        """Those in published essays that `user` may read."""
        return self.filter(post__in=Post.objects.visible_to(user).published())


class TermUse(models.Model):
    """An essay uses a key term: its first mention, with the words around it.

    Made with the drawn essay (studynotes/terms/), never by hand. `start` and `end` count the code points of
    `passage` that are the mention.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="term_uses")
    term = models.ForeignKey(KeyTerm, on_delete=models.CASCADE, related_name="uses")
    passage = models.CharField(max_length=400)
    start = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField()

    objects = TermUseQuerySet.as_manager()

    class Meta:
        ordering = ["term", "-post__published_at"]
        constraints = [
            models.UniqueConstraint(fields=["post", "term"], name="term_use_once_per_post"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="term_use_is_of_words"),
        ]

    def __str__(self) -> str:
        return f"{self.term} in {self.post}"
