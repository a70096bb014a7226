"""Where an essay cites its sources, how that looks in a style, and what its author said to the check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from sources.checks import answers
from sources.models import Source
from sources.styling.question import Mode
from sources.styling.styles import RENDERED_STYLES, Style

from .post import Post

if TYPE_CHECKING:
    from accounts.models import Viewer

MAX_TEXT_LENGTH = 500
MAX_LOCATOR_LENGTH = 200
MAX_AFFIX_LENGTH = 300
MAX_SENTENCE_LENGTH = 700


class CitationQuerySet(models.QuerySet["Citation"]):
    def visible_to(self, user: Viewer) -> CitationQuerySet:
        """The citations of the essays that `user` may read."""
        return self.filter(post__in=Post.objects.visible_to(user))

    def matched(self) -> CitationQuerySet:
        return self.filter(status=Citation.Status.MATCHED)

    def by_locator(self) -> CitationQuerySet:
        """In the order of the pages they name; what names none comes first in each essay."""
        return self.order_by(models.F("first_page").asc(nulls_first=True), "locator", "post", "position")


class Citation(models.Model):
    """One source cited at one place of an essay's text, found anew at every save.

    `start` and `end` are characters of `Post.body`; `text` is what stands there (cut at its length). A
    typed citation and one in Pandoc's notation are the same row.
    """

    class Status(models.TextChoices):
        MATCHED = "matched", "Matched"
        AMBIGUOUS = "ambiguous", "Ambiguous"
        MISSING = "missing", "Matches no source"

    class Notation(models.TextChoices):
        TYPED = "typed", "As typed"
        PANDOC = "pandoc", "Pandoc"

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="citations")
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="citations"
    )
    position = models.PositiveSmallIntegerField(help_text="From 1, in the order of the text.")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.CharField(max_length=MAX_TEXT_LENGTH)
    status = models.CharField(max_length=10, choices=Status)
    notation = models.CharField(max_length=10, choices=Notation, default=Notation.TYPED)
    mode = models.CharField(max_length=20, choices=Mode, default=Mode.PARENTHETICAL)
    locator = models.CharField(max_length=MAX_LOCATOR_LENGTH, blank=True)
    label = models.CharField(max_length=30, blank=True, help_text="CSL's term for what the locator counts.")
    prefix = models.CharField(max_length=MAX_AFFIX_LENGTH, blank=True)
    suffix = models.CharField(max_length=MAX_AFFIX_LENGTH, blank=True)
    paragraph = models.PositiveSmallIntegerField(default=0, help_text="From 1; 0 for none of the text.")
    sentence = models.CharField(max_length=MAX_SENTENCE_LENGTH, blank=True)
    first_page = models.PositiveIntegerField(null=True, blank=True, help_text="What locators are sorted by.")

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["post", "position"]
        constraints = [
            models.UniqueConstraint(fields=["post", "position"], name="citation_position_once_per_post"),
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="citation_ends_after_start"),
            models.CheckConstraint(
                condition=Q(status__in=["matched", "ambiguous", "missing"]), name="citation_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status="matched", source__isnull=False)
                | (~Q(status="matched") & Q(source__isnull=True)),
                name="citation_matched_has_source",
            ),
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="citation_mode_known"),
            models.CheckConstraint(
                condition=Q(notation__in=["typed", "pandoc"]), name="citation_notation_known"
            ),
        ]
        indexes = [models.Index(fields=["source", "first_page"], name="citation_of_source")]

    def __str__(self) -> str:
        return self.text


class FindingAnswer(models.Model):
    """What an essay's author said to a finding of the check; kept as words, so that it survives revisions."""

    class Answer(models.TextChoices):
        NOT_CITATION = "not-a-citation", "Not a citation"
        LEAVE = "leave", "Leave it"
        SOURCE = "source", "This source is meant"

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="finding_answers")
    kind = models.CharField(max_length=30)
    words = models.CharField(max_length=answers.MAX_WORDS, blank=True)
    before = models.CharField(max_length=answers.MAX_CONTEXT, blank=True)
    after = models.CharField(max_length=answers.MAX_CONTEXT, blank=True)
    answer = models.CharField(max_length=20, choices=Answer)
    source = models.ForeignKey(
        Source, on_delete=models.CASCADE, null=True, blank=True, related_name="finding_answers"
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="finding_answers"
    )
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["post", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["not-a-citation", "leave", "source"]),
                name="finding_answer_known",
            ),
            models.CheckConstraint(
                condition=Q(answer="source", source__isnull=False)
                | (~Q(answer="source") & Q(source__isnull=True)),
                name="finding_answer_source_only_where_meant",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(answers.KINDS)), name="finding_answer_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(answer="leave") | Q(kind__in=sorted(answers.ABOUT_CITATIONS)),
                name="finding_answer_settles_citations_only",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()}: {self.words}"


class Rendering(models.Model):
    """An essay in a citation style. Empty until the renderer has answered; `problem` says why it has not."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="renderings")
    style = models.CharField(max_length=60, choices=Style)
    body_html = models.TextField(blank=True)
    marked_html = models.TextField(blank=True)
    sources_html = models.TextField(blank=True)
    problem = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["post", "style"]
        constraints = [
            models.UniqueConstraint(fields=["post", "style"], name="rendering_once_per_style"),
            models.CheckConstraint(
                condition=Q(style__in=[style.value for style in RENDERED_STYLES]),
                name="rendering_style_is_rendered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} in {self.get_style_display()}"
