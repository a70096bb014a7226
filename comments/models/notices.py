"""What people are told of comments, on the page of notices and by e-mail."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.joins import Join, JoinKey, JoinManager
from blog.models import Step

from .comment import Comment
from .moderation import ModerationEntry
from .readers import GuestSubscription


class Frequency(models.TextChoices):
    AT_ONCE = "at-once", "At once"
    HOURLY = "hourly", "Once an hour"
    DAILY = "daily", "Once a day"
    NEVER = "never", "Never"


class NoticeSettings(Join):
    """How often somebody wants mail about what. Without a row: the defaults below."""

    JOINS = ("user_id",)

    user = JoinKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_settings", primary_key=True
    )
    reply = models.CharField("replies to me", max_length=10, choices=Frequency, default=Frequency.AT_ONCE)
    comment = models.CharField(
        "comments on my essays", max_length=10, choices=Frequency, default=Frequency.HOURLY
    )
    mention = models.CharField("mentions of me", max_length=10, choices=Frequency, default=Frequency.AT_ONCE)
    followed = models.CharField(
        "comments in threads that I follow", max_length=10, choices=Frequency, default=Frequency.DAILY
    )
    decision = models.CharField(
        "what became of my comments", max_length=10, choices=Frequency, default=Frequency.AT_ONCE
    )

    objects = JoinManager()

    class Meta:
        verbose_name_plural = "notice settings"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    reply__in=Frequency.values,
                    comment__in=Frequency.values,
                    mention__in=Frequency.values,
                    followed__in=Frequency.values,
                    decision__in=Frequency.values,
                ),
                name="notice_frequencies_known",
            )
        ]

    def __str__(self) -> str:
        return f"Notices of {self.user}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def standing(self) -> NoticeQuerySet:
        """Those about comments that are shown, about decisions, and about steps of essays: what was withheld
        since tells nobody."""
        told = [Notice.Kind.DECISION, Notice.Kind.STEP]
        return self.filter(Q(comment__is_shown=True) | Q(kind__in=told))

    def unread(self) -> NoticeQuerySet:
        return self.standing().filter(read_at__isnull=True)

    def unmailed(self) -> NoticeQuerySet:
        """Those that a mail is to tell: what was read on the page meanwhile needs none."""
        return self.filter(mail_due_at__isnull=False, mailed_at__isnull=True, read_at__isnull=True)


class Notice(Join):
    """One thing to tell one person, or one guest who follows the thread: about a comment, or about a step of
    an essay's way, which is mailed by itself (comments/notices/steps.py).

    `mail_due_at` is when a mail may tell it, if one should; `mailed_at` is when one did. A mail that is
    being sent, or that the server did not take, is due again a while later; `mail_tries` counts.
    """

    class Kind(models.TextChoices):
        """The names of the fields of NoticeSettings, where a step goes by `decision`."""

        REPLY = "reply", "A reply to you"
        COMMENT = "comment", "A comment on your essay"
        MENTION = "mention", "You were named"
        FOLLOWED = "followed", "A comment in a thread that you follow"
        DECISION = "decision", "What became of your comment"
        STEP = "step", "What became of an essay"

    JOINS = ("recipient_id", "guest_id", "comment_id", "decision_id", "step_id")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="notices"
    )
    guest = models.ForeignKey(
        GuestSubscription, on_delete=models.CASCADE, null=True, blank=True, related_name="notices"
    )
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="notices"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    # Of a notice about a decision: which one.
    decision = models.ForeignKey(
        ModerationEntry, on_delete=models.CASCADE, null=True, blank=True, related_name="notices"
    )
    # Of a notice about a step: which one.
    step = models.ForeignKey(Step, on_delete=models.CASCADE, null=True, blank=True, related_name="notices")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    mail_due_at = models.DateTimeField(null=True, blank=True, editable=False)
    mailed_at = models.DateTimeField(null=True, blank=True, editable=False)
    mail_tries = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = JoinManager.from_queryset(NoticeQuerySet)()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["reply", "comment", "mention", "followed", "decision", "step"]),
                name="notice_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False, guest__isnull=True)
                | Q(recipient__isnull=True, guest__isnull=False),
                name="notice_has_one_recipient",
            ),
            models.CheckConstraint(
                condition=Q(kind="decision", decision__isnull=False)
                | (~Q(kind="decision") & Q(decision__isnull=True)),
                name="notice_names_its_decision",
            ),
            models.CheckConstraint(
                condition=Q(kind="step", step__isnull=False, comment__isnull=True, mail_due_at__isnull=True)
                | (~Q(kind="step") & Q(step__isnull=True, comment__isnull=False)),
                name="notice_names_its_step",
            ),
            # Nobody is told twice of one comment.
            models.UniqueConstraint(
                fields=["recipient", "comment"],
                condition=~Q(kind="decision"),
                name="notice_once_per_comment",
            ),
            models.UniqueConstraint(fields=["guest", "comment"], name="notice_once_per_guest"),
            models.UniqueConstraint(fields=["recipient", "decision"], name="notice_once_per_decision"),
            models.UniqueConstraint(fields=["recipient", "step"], name="notice_once_per_step"),
        ]
        indexes = [
            models.Index(fields=["recipient", "-made_at"], name="notice_newest_of_recipient"),
            models.Index(fields=["mail_due_at"], condition=Q(mailed_at__isnull=True), name="notice_mail_due"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.comment_id or self.step_id}"

    @property
    def its_comment(self) -> Comment:
        """The comment that it is about. Those about steps have none, and are in no mail and no thread."""
        return cast(Comment, self.comment)
