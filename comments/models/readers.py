"""What readers do with comments: thank, name each other, report, read, follow."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.joins import Join, JoinManager
from blog.models import Post

from .comment import MAX_GUEST_EMAIL_LENGTH, Comment

# So long the link in a mail confirms that its reader wants to follow a thread.
CONFIRM_WITHIN = timedelta(days=7)


class Thanks(Join):
    """The one reaction. It is shown, and orders nothing."""

    JOINS = ("comment_id", "user_id")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="thanks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="thanks")
    given_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = JoinManager()

    class Meta:
        verbose_name_plural = "thanks"
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="thanks_once_per_comment")]

    def __str__(self) -> str:
        return f"{self.user} for {self.comment_id}"


class Mention(Join):
    """A member of the course whom a comment names with an @."""

    JOINS = ("comment_id", "user_id")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentions")

    objects = JoinManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="mention_once_per_comment")]

    def __str__(self) -> str:
        return f"@{self.user} in {self.comment_id}"


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> ReportQuerySet:
        return self.filter(settled_at__isnull=True)


class Report(Join):
    """A member says that a comment should not stand. Settled when a moderator next decides on it."""

    class Reason(models.TextChoices):
        RUDE = "rude", "Rude or hurtful"
        PRIVATE = "private", "Tells something private"
        SPAM = "spam", "Spam"
        OFF_TOPIC = "off-topic", "Nothing to do with the essay"
        OTHER = "other", "Something else"

    JOINS = ("comment_id", "reporter_id")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=10, choices=Reason)
    note = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = JoinManager.from_queryset(ReportQuerySet)()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "reporter"], name="report_once_per_comment"),
            models.CheckConstraint(
                condition=Q(reason__in=["rude", "private", "spam", "off-topic", "other"]),
                name="report_reason_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.comment_id}"


class ReadMark(Join):
    """How far somebody has read a thread: all that was first shown up to `version`, and `read_ids` beyond."""

    JOINS = ("user_id", "post_id")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="read_marks")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="read_marks")
    version = models.PositiveIntegerField(default=0)
    read_ids = models.JSONField(default=list, blank=True)
    read_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = JoinManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "post"], name="read_mark_once_per_thread")]

    def __str__(self) -> str:
        return f"{self.user} in {self.post_id} up to {self.version}"


class Subscription(Join):
    """What a member wants to hear of a thread, where that differs from what concerns them anyway."""

    class State(models.TextChoices):
        FOLLOWED = "followed", "Followed"
        MUTED = "muted", "Muted"

    JOINS = ("user_id", "post_id")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="subscriptions")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="subscriptions")
    state = models.CharField(max_length=10, choices=State)

    objects = JoinManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "post"], name="subscription_once_per_thread"),
            models.CheckConstraint(
                condition=Q(state__in=["followed", "muted"]), name="subscription_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.post_id} {self.state}"


class GuestSubscriptionQuerySet(models.QuerySet["GuestSubscription"]):
    def confirmed(self) -> GuestSubscriptionQuerySet:
        return self.filter(confirmed_at__isnull=False)

    def forgotten(self, now: datetime) -> GuestSubscriptionQuerySet:
        """Those that nobody confirmed in time."""
        return self.filter(confirmed_at__isnull=True, asked_at__lt=now - CONFIRM_WITHIN)


class GuestSubscription(models.Model):
    """A thread that somebody without an account follows by e-mail, once they have confirmed the address."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="guest_subscriptions")
    email = models.EmailField(max_length=MAX_GUEST_EMAIL_LENGTH)
    # What the links in its mails carry, signed.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = GuestSubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "email"], name="guest_subscription_once_per_thread")
        ]

    def __str__(self) -> str:
        return f"A guest: {self.post_id}"


class FollowRequest(models.Model):
    """A guest was sent a link that confirms a GuestSubscription. Kept for a day, to count them by.

    It outlives the subscription: who leaves a thread, or is made to, can be sent no more than who stays.
    `asked_from` is the block of addresses that asked (comments/notices/confirming.py).
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="follow_requests")
    email = models.EmailField(max_length=MAX_GUEST_EMAIL_LENGTH)
    asked_from = models.CharField(max_length=43, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["email", "-asked_at"], name="follow_request_of_address"),
            models.Index(fields=["asked_from", "-asked_at"], name="follow_request_of_block"),
        ]

    def __str__(self) -> str:
        return f"A guest asks: {self.post_id}"
