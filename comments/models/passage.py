"""The words of an essay that a comment answers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from accounts.joins import Join, JoinKey, JoinManager

from .comment import Comment

# A long paragraph. Whoever answers more than that answers the essay.
MAX_QUOTE_LENGTH = 3_000
CONTEXT_LENGTH = 32


class PassageQuerySet(models.QuerySet["Passage"]):
    def placed(self) -> PassageQuerySet:
        return self.filter(start__isnull=False)

    def detached(self) -> PassageQuerySet:
        return self.filter(start__isnull=True)


class Passage(Join):
    """What a comment quotes of its essay, and where that stands now.

    `exact`, `prefix` and `suffix` are a TextQuoteSelector, `start` and `end` a TextPositionSelector of the
    W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/#selectors), over the text that
    comments/anchoring/essay_text.py reads from the essay's HTML, in characters. The quote stays as it was
    chosen; the position follows the essay through its revisions, and `found` is what stands there where the
    words changed. Without a position the passage is detached: the essay of `post_version` no longer has it.
    """

    JOINS = ("comment_id",)

    comment = JoinKey(Comment, on_delete=models.CASCADE, related_name="passage", primary_key=True)
    exact = models.TextField(max_length=MAX_QUOTE_LENGTH)
    prefix = models.CharField(max_length=CONTEXT_LENGTH, blank=True)
    suffix = models.CharField(max_length=CONTEXT_LENGTH, blank=True)
    found = models.TextField(blank=True, editable=False)
    start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    end = models.PositiveIntegerField(null=True, blank=True, editable=False)
    # The version of the essay, and the moment, in which it was last placed or, first, not found.
    post_version = models.PositiveIntegerField(default=0, editable=False)
    placed_at = models.DateTimeField(editable=False)

    objects = JoinManager.from_queryset(PassageQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(exact=""), name="passage_quote_not_empty"),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, end__gt=F("start")),
                name="passage_has_both_ends_or_none",
            ),
        ]

    def __str__(self) -> str:
        return self.exact

    @property
    def is_detached(self) -> bool:
        return self.start is None
