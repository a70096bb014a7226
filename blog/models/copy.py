"""What somebody has typed and not saved yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from courses.models import Course

from .post import Post

if TYPE_CHECKING:
    from accounts.models import Viewer


class WorkingCopyQuerySet(models.QuerySet["WorkingCopy"]):
    def visible_to(self, user: Viewer) -> WorkingCopyQuerySet:
        """Each writer's own: what is not saved yet, nobody else reads, no co-author and no staff."""
        return self.filter(writer=user.pk) if user.is_authenticated else self.none()


class WorkingCopy(models.Model):
    """The form of an essay as one window has it, kept on the server while its writer types.

    `fields` are the form's values by name, `base` the number of the essay's revision that the writer began
    with. `version` is raised at every save: two windows that hold one copy cannot overwrite each other, the
    second gets a copy of its own. A saved form takes its copy away.
    """

    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="working_copies"
    )
    post = models.ForeignKey(
        Post, on_delete=models.CASCADE, null=True, blank=True, related_name="working_copies"
    )
    course = models.ForeignKey(
        Course, on_delete=models.CASCADE, null=True, blank=True, related_name="working_copies"
    )
    fields = models.JSONField(default=dict)
    base = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        verbose_name_plural = "working copies"
        indexes = [models.Index(fields=["writer", "post", "-saved_at"], name="working_copy_newest")]

    def __str__(self) -> str:
        return f"{self.fields.get('title') or 'Untitled'} ({self.writer})"
