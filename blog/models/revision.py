"""The texts that an essay has had."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.addresses import address

from .post import MAX_BODY_LENGTH, MAX_TITLE_LENGTH, Post

if TYPE_CHECKING:
    from accounts.models import Viewer

MAX_REASON_LENGTH = 200


class SavedText(models.Model):
    """A text as somebody saved it, never changed afterwards: of an essay, or of a study note. The newest is
    what the essay or the note says.

    `number` counts every save from 1. `is_public`: it was what readers read. `body_html` is its text as it
    was drawn then. Words were counted against the one before it, of a public one against the public one.
    """

    # A field of its own, or what stands for it.
    title: Any

    number = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=MAX_REASON_LENGTH, blank=True)
    body = models.TextField(max_length=MAX_BODY_LENGTH, blank=True)
    source_lines = models.JSONField(default=list, blank=True)
    body_html = models.TextField(blank=True)
    words_added = models.PositiveIntegerField(default=0)
    words_removed = models.PositiveIntegerField(default=0)
    is_public = models.BooleanField(default=False)
    restores = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="restorations"
    )

    class Meta:
        abstract = True


class RevisionQuerySet(models.QuerySet["Revision"]):
    def visible_to(self, user: Viewer) -> RevisionQuerySet:
        """Those that readers have read and are listed, of essays that `user` may read.

        The course's staff see the ones between them too, an essay's writers all of theirs. What nobody else
        had read when it was saved anew is its writers' alone.
        """
        read = Q(is_listed=True, post__in=Post.objects.visible_to(user))
        if not user.is_authenticated:
            return self.filter(read, is_public=True)
        managed = Q(post__in=Post.objects.manageable_by(user))
        return self.filter(Q(read | managed, is_public=True) | Q(post__in=Post.objects.editable_by(user)))

    def listed(self) -> RevisionQuerySet:
        """Without those that a small change soon after took the place of."""
        return self.filter(is_listed=True)


class RevisionManager(models.Manager.from_queryset(RevisionQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, course: str, post: str, number: int) -> Revision:
        return self.get(post__course__slug=course, post__slug=post, number=number)


class Revision(SavedText):
    """A text of an essay.

    One that a small change took the place of within minutes is kept, and not listed: what is counted is
    counted against listed ones. `paragraphs` (from 1) are those that differ.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="revisions")
    title = models.CharField(max_length=MAX_TITLE_LENGTH, blank=True)
    paragraphs = models.JSONField(default=list, blank=True)
    is_listed = models.BooleanField(default=True)

    objects = RevisionManager()

    class Meta:
        ordering = ["post", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="revision_number_once_per_post"),
            models.CheckConstraint(condition=Q(number__gt=0), name="revision_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"Revision {self.number} of {self.post}"

    def get_absolute_url(self) -> str:
        return address("blog:revision_detail", self.post_id, self.number)

    def natural_key(self) -> tuple[str, str, int]:
        return (*self.post.natural_key(), self.number)

    natural_key.dependencies = ["blog.post", "accounts.user"]  # type: ignore[attr-defined]
