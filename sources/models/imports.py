"""A bibliography on its way into a library: read, shown, and waiting for its reader's choice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from courses.models import Course

if TYPE_CHECKING:
    from accounts.models import Viewer

MAX_FILE_NAME_LENGTH = 200
# Long enough to look something up in between; then the file is there to be read again.
KEPT_FOR = timedelta(days=1)


class ImportDraftQuerySet(models.QuerySet["ImportDraft"]):
    def visible_to(self, user: Viewer) -> ImportDraftQuerySet:
        """What somebody reads in is theirs alone, and for a day."""
        return self.filter(by=user.pk, created_at__gte=timezone.now() - KEPT_FOR)

    def expired(self) -> ImportDraftQuerySet:
        return self.filter(created_at__lt=timezone.now() - KEPT_FOR)


class ImportDraft(models.Model):
    """What `sources.formats.upload` read of a file or a pasted text. Nothing of it is in the library.

    `entries` are objects with `item` (CSL-JSON), `line`, `dropped` (names of fields) and `alike` (keys of
    sources that may be the same work); `problems` are objects with `line`, `entry` and `message`.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="import_drafts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="import_drafts")
    file_name = models.CharField(max_length=MAX_FILE_NAME_LENGTH, blank=True)
    entries = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "import that waits for a choice"
        verbose_name_plural = "imports that wait for a choice"
        indexes = [models.Index(fields=["by", "created_at"], name="import_draft_of_person")]

    def __str__(self) -> str:
        return self.file_name or "Pasted text"


class ImportAttempt(models.Model):
    """That somebody had a file or a text read in, whatever came of it: reading is what costs."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="import_attempts")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["by", "made_at"], name="import_attempt_of_person")]

    def __str__(self) -> str:
        return f"{self.by}, {self.made_at:%Y-%m-%d %H:%M}"
