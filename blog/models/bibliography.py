"""An essay's list of sources, and what others propose for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from courses.models import Course
from sources.models import Source

from .post import Post

if TYPE_CHECKING:
    from accounts.models import Viewer

# Sources in a list: far more than any essay names.
MAX_LISTED = 200
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


class EssaySource(models.Model):
    """A source that is an essay of this site: its page shows the link to those who may read the essay."""

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="essay_link")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="cited_as")

    class Meta:
        verbose_name = "essay as a source"
        verbose_name_plural = "essays as sources"

    def __str__(self) -> str:
        return f"{self.source} is {self.post}"


class SourceProposalQuerySet(models.QuerySet["SourceProposal"]):
    def visible_to(self, user: Viewer) -> SourceProposalQuerySet:
        """Whoever reads the essay sees what was accepted; the rest is between those it concerns."""
        seen = Q(status=SourceProposal.Status.ACCEPTED)
        if user.is_authenticated:
            seen |= Q(pk__in=SourceProposal.objects.concerning(user).values("pk"))
        return self.filter(seen, post__in=Post.objects.visible_to(user))

    def concerning(self, user: Viewer) -> SourceProposalQuerySet:
        """Those that `user` made, got as an author, or looks after as one of the course's staff."""
        return self.filter(
            Q(proposed_by=user.pk)
            | Q(post__in=Post.objects.editable_by(user))
            | Q(post__course__in=Course.objects.taught_by(user))
        )

    def accepted(self) -> SourceProposalQuerySet:
        """What stands with the essay's list, for all who read it."""
        return self.filter(status=SourceProposal.Status.ACCEPTED)

    def manageable_by(self, user: Viewer) -> SourceProposalQuerySet:
        """Proposals that `user` may remove, as one of the course's staff."""
        return self.filter(post__in=Post.objects.manageable_by(user))


class SourceProposalManager(models.Manager.from_queryset(SourceProposalQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, course: str, post: str, key: str) -> SourceProposal:
        return self.get(post__course__slug=course, post__slug=post, source__key=key)


class SourceProposal(models.Model):
    """A source that a reader proposes to an essay's author.

    Until it is accepted, its proposer, the author and the course's staff see it. An accepted one stands
    below the list as "Suggested by NAME", and in the list once the essay cites it.
    """

    class Status(models.TextChoices):
        OPEN = "open", "Waits for the author"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="proposals")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="proposals")
    line = models.CharField(max_length=MAX_LINE_LENGTH)
    note = models.CharField(max_length=500, blank=True, help_text="Why it would help.")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="source_proposals"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SourceProposalManager()

    class Meta:
        ordering = ["post", "created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["post", "source"], name="proposal_source_once_per_post"),
            models.CheckConstraint(condition=~Q(line=""), name="proposal_line_not_empty"),
            models.CheckConstraint(
                condition=Q(status__in=["open", "accepted", "declined"]), name="proposal_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status="open", decided_at__isnull=True)
                | (~Q(status="open") & Q(decided_at__isnull=False)),
                name="proposal_decided_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.line

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.post.natural_key(), self.source.key)

    natural_key.dependencies = ["blog.post", "sources.source"]  # type: ignore[attr-defined]
