"""How a course moderates, and the journal of what was decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.arrivals import LINKS_THAT_HOLD
from accounts.joins import Join, JoinKey, JoinManager
from courses.models import Course, Standing

from .comment import Comment

MAX_LIST_LENGTH = 10_000


class ModerationPolicy(Join):
    """What a course's moderators set. Without a row: the defaults below."""

    JOINS = ("course_id",)

    class Mode(models.TextChoices):
        REVIEW_ALL = (
            "review-all",
            "Every comment waits for a moderator, but those of staff and trusted writers",
        )
        GUESTS = "guests", "Guests’ comments wait, and whatever a rule holds"
        RULES = "rules", "Only what a rule holds waits, guests’ first comments among it"
        AT_ONCE = "at-once", "First comments are published at once; only words, addresses and links hold"

    course = JoinKey(Course, on_delete=models.CASCADE, related_name="moderation_policy", primary_key=True)
    mode = models.CharField("who waits", max_length=10, choices=Mode, default=Mode.GUESTS)
    held_words = models.TextField(
        "words that hold a comment",
        max_length=MAX_LIST_LENGTH,
        blank=True,
        help_text="One word or phrase a line. An asterisk stands for any letters: casino*.",
    )
    spam_words = models.TextField(
        "words that mark a comment as spam", max_length=MAX_LIST_LENGTH, blank=True, help_text="As above."
    )
    blocked_addresses = models.TextField(
        max_length=MAX_LIST_LENGTH,
        blank=True,
        help_text="One a line: an e-mail address, a domain (@example.org), an IP address or a network.",
    )
    max_links = models.PositiveSmallIntegerField(
        "links that hold a comment",
        default=LINKS_THAT_HOLD,
        help_text="So many links or more; 0 for no limit.",
    )

    objects = JoinManager()

    class Meta:
        verbose_name_plural = "moderation policies"
        constraints = [
            models.CheckConstraint(
                condition=Q(mode__in=["review-all", "guests", "rules", "at-once"]),
                name="moderation_mode_known",
            )
        ]

    def __str__(self) -> str:
        return f"Moderation of {self.course}"


class EditRule(models.TextChoices):
    """What the journal calls a moderator's word about an edit. The comment keeps its status."""

    APPLIED = "edit", "Edit applied"
    REFUSED = "edit-refused", "Edit refused"
    REOPENED = "edit-reopened", "Edit waits again"


# What a comment can be, and what a person can be in a course.
STATES = [*Comment.Status.choices, *Standing.Level.choices]


class ModerationEntryQuerySet(models.QuerySet["ModerationEntry"]):
    def about_comments(self) -> ModerationEntryQuerySet:
        return self.filter(comment__isnull=False)

    def in_force(self) -> ModerationEntryQuerySet:
        """Neither taken back, nor itself what takes another back. What is taken back twice is in force."""
        kept = ModerationEntry.objects.filter(undoes=OuterRef("pk"), undone_by__isnull=True)
        return self.filter(~Exists(kept), undoes=None)


class ModerationEntry(Join):
    """One line of the journal: who put which comment, or which person of a course, into which state.

    It keeps no text of any comment. Without a moderator it was a step of the pipeline
    (comments/moderation/pipeline.py), named by `rule`, and `reason` says why. `shared_reason` is what the
    writer is told. Decisions taken together have one `batch`, by which they are undone together;
    `undoes` is the line that this one takes back.
    """

    JOINS = ("comment_id", "person_id", "created_at")

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="moderation_log")
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="moderation_log"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="moderation_log",
    )
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="moderations"
    )
    rule = models.CharField(max_length=40, blank=True)
    from_status = models.CharField(max_length=10, choices=STATES, blank=True)
    to_status = models.CharField(max_length=10, choices=STATES)
    reason = models.CharField(max_length=500, blank=True)
    shared_reason = models.CharField("reason for the writer", max_length=500, blank=True)
    batch = models.UUIDField(null=True, blank=True, editable=False)
    undoes = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, editable=False, related_name="undone_by"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = JoinManager.from_queryset(ModerationEntryQuerySet)()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name_plural = "moderation log"
        constraints = [
            models.CheckConstraint(
                condition=Q(to_status__in=[value for value, _ in STATES]), name="moderation_status_known"
            ),
            models.CheckConstraint(
                condition=Q(from_status__in=["", *(value for value, _ in STATES)]),
                name="moderation_earlier_status_known",
            ),
            models.CheckConstraint(
                condition=Q(moderator__isnull=False) | ~Q(reason=""), name="moderation_by_rule_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(comment__isnull=False, person__isnull=True)
                | Q(comment__isnull=True, person__isnull=False),
                name="moderation_of_comment_or_person",
            ),
        ]
        indexes = [
            models.Index(fields=["comment", "-created_at"], name="moderation_newest_of_comment"),
            models.Index(fields=["course", "-created_at"], name="moderation_newest_of_course"),
            models.Index(fields=["batch"], name="moderation_of_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.get_to_status_display()} by {self.moderator or 'rule'}"

    def decision(self) -> str:
        """What was decided, as the journal says it. A rule that changes no status held an edit."""
        if self.is_of_edit():
            return EditRule(self.rule).label
        to = self.get_to_status_display()
        if self.from_status == self.to_status:
            return f"Stays {to.lower()}" if self.moderator_id else "Edit held"
        return f"{self.get_from_status_display()} → {to}" if self.from_status else to

    def is_of_edit(self) -> bool:
        return self.rule in EditRule.values

    def is_news(self) -> bool:
        """Something became of a comment, or of an edit, that its writer may want to hear of."""
        return self.is_of_edit() or self.from_status not in ("", self.to_status)


class SpamModel(models.Model):
    """What the classifier has learnt from this site's moderators: one row (comments/moderation/training.py).

    `weights` says of each word how much it speaks for spam, as a logarithm of odds; words are folded.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    weights = models.JSONField(default=dict)
    spam_count = models.PositiveIntegerField(default=0)
    ham_count = models.PositiveIntegerField(default=0)
    trained_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="spam_model_is_one")]

    def __str__(self) -> str:
        return f"Learnt from {self.spam_count} spam and {self.ham_count} ham"
