"""What somebody has typed and not saved yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from courses.models import Course

from .post import Post

if TYPE_CHECKING:
    from accounts.models import Viewer


class CopyQuerySet(models.QuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Each writer's own: what is not saved yet, nobody else reads, no co-author and no staff."""
        return self.filter(writer=user.pk) if user.is_authenticated else self.none()


class KeptForm(models.Model):
    """A form as one window has it, kept on the server while its writer types: an essay's, or a study note's.

    `fields` are the form's values by name, `base` the number of the revision that the writer began with.
    `version` is raised at every save: two windows that hold one copy cannot overwrite each other, the second
    gets a copy of its own. A saved form takes its copy away. What it belongs to, the model that is made of
    this says.
    """

    fields = models.JSONField(default=dict)
    base = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)

    objects = CopyQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-saved_at", "-pk"]


class WorkingCopy(KeptForm):
    """The form of an essay, or of one that is not begun yet."""

    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="working_copies"
    )
    post = models.ForeignKey(
        Post, on_delete=models.CASCADE, null=True, blank=True, related_name="working_copies"
    )
    course = models.ForeignKey(
        Course, on_delete=models.CASCADE, null=True, blank=True, related_name="working_copies"
    )
    begun_at = models.DateTimeField(default=timezone.now)

    class Meta(KeptForm.Meta):
        verbose_name_plural = "working copies"
        indexes = [models.Index(fields=["writer", "post", "-saved_at"], name="working_copy_newest")]

    def __str__(self) -> str:
        return f"{self.fields.get('title') or 'Untitled'} ({self.writer})"
