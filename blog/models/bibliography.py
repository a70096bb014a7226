"""An essay's list of sources."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sources.models import Source

from .post import Post

MAX_LINE_LENGTH = 1000


class BibliographyEntryManager(models.Manager["BibliographyEntry"]):
    def get_by_natural_key(self, course: str, post: str, position: int) -> BibliographyEntry:
        return self.get(post__course__slug=course, post__slug=post, position=position)


class BibliographyEntry(models.Model):
    """One line of an essay's list of sources, as its author typed it, and the work that it names."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="bibliography")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="entries")
    position = models.PositiveSmallIntegerField()
    line = models.CharField(max_length=MAX_LINE_LENGTH)

    objects = BibliographyEntryManager()

    class Meta:
        ordering = ["post", "position"]
        verbose_name_plural = "bibliography entries"
        constraints = [
            models.UniqueConstraint(fields=["post", "position"], name="bibliography_position_once_per_post"),
            models.UniqueConstraint(fields=["post", "source"], name="bibliography_source_once_per_post"),
            models.CheckConstraint(condition=~Q(line=""), name="bibliography_line_not_empty"),
        ]

    def __str__(self) -> str:
        return self.line

    def natural_key(self) -> tuple[str, str, int]:
        return (*self.post.natural_key(), self.position)

    natural_key.dependencies = ["blog.post", "sources.source"]  # type: ignore[attr-defined]
