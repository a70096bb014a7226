"""Comments on essays, as threads, and the log of what moderators did with them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.safestring import SafeString

from blog.models import Post
from courses.models import Course

from . import citing, paths
from .fields import PathField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import Viewer

# WordPress's limits, which the reply form is known by.
MAX_BODY_LENGTH = 65_525
MAX_GUEST_NAME_LENGTH = 245
MAX_GUEST_EMAIL_LENGTH = 100
MAX_GUEST_WEBSITE_LENGTH = 200


class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> CommentQuerySet:
        return self.filter(status=Comment.Status.PUBLISHED)

    def awaiting_review(self) -> CommentQuerySet:
        return self.filter(status=Comment.Status.HELD)

    def visible_to(self, user: Viewer, *, own: Iterable[int] = ()) -> CommentQuerySet:
        """The one gate to comments: the published ones on posts that `user` may see.

        A held one is seen by its writer too: by account, or as a guest by the ids in `own`, which the
        guest's browser keeps in a signed cookie.
        """
        return self.filter(_seen_by(user, own), post__in=Post.objects.visible_to(user))

    def standing_under(self, post: Post, user: Viewer, own: Iterable[int] = ()) -> CommentQuerySet:
        """What has a place in the thread of `post`, which `user` may see.

        Beside the comments that `user` sees, the hidden ones that published replies hang on: their place
        is shown, not their words.
        """
        replies = Comment.objects.filter(
            post=OuterRef("post"),
            status=Comment.Status.PUBLISHED,
            path__gt=OuterRef("path"),
            # "{" follows "z", the last digit of a path.
            path__lt=Concat(OuterRef("path"), Value("{")),
        )
        return self.filter(_seen_by(user, own) | Exists(replies), post=post)

    def moderated_by(self, user: Viewer) -> CommentQuerySet:
        """Comments, in every status, on the essays of the courses that `user` teaches."""
        return self.filter(post__course__in=Course.objects.taught_by(user))

    def in_reading_order(self) -> CommentQuerySet:
        return self.order_by("path")


def _seen_by(user: Viewer, own: Iterable[int]) -> Q:
    seen = Q(status=Comment.Status.PUBLISHED)
    if user.is_authenticated:
        return seen | Q(status=Comment.Status.HELD, author=user)
    if ids := list(own):
        return seen | Q(status=Comment.Status.HELD, author__isnull=True, pk__in=ids)
    return seen


class CommentManager(models.Manager.from_queryset(CommentQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, submission: str) -> Comment:
        return self.get(submission=submission)


class Comment(models.Model):
    """A reply to an essay or to another comment.

    `parent` is the truth. `path` and `depth` are computed from it (comments/paths.py) so that a thread
    in reading order is one range of one index. `html` is the part of its display that is the same for
    every reader (comments/drawing.py), made when it is written. `submission` is the id of the form that
    it was sent with: the same form sent twice is the same comment.
    """

    class Status(models.TextChoices):
        PUBLISHED = "published", "Published"
        HELD = "held", "Awaiting moderation"
        SPAM = "spam", "Spam"
        REMOVED = "removed", "Removed"

    # The indexes below begin with the post and with the author, so that neither key needs its own.
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="comments", db_index=False)
    # RESTRICT: a comment that has replies is removed softly, but goes with its whole post.
    parent = models.ForeignKey(
        "self", on_delete=models.RESTRICT, null=True, blank=True, related_name="replies"
    )
    path = PathField(max_length=paths.MAX_PATH_LENGTH, editable=False)
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.HELD)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
        db_index=False,
    )
    guest_name = models.CharField(max_length=MAX_GUEST_NAME_LENGTH, blank=True)
    guest_email = models.EmailField(max_length=MAX_GUEST_EMAIL_LENGTH, blank=True)
    guest_website = models.URLField(max_length=MAX_GUEST_WEBSITE_LENGTH, blank=True)
    body = models.TextField(max_length=MAX_BODY_LENGTH)
    html = models.TextField(blank=True, editable=False)
    ip_address = models.GenericIPAddressField("IP address", null=True, blank=True, editable=False)
    submission = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CommentManager()

    class Meta:
        ordering = ["post", "path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(depth__gte=0, depth__lte=paths.MAX_DEPTH), name="comment_depth_bounded"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, depth=0) | Q(parent__isnull=False, depth__gt=0),
                name="comment_root_has_depth_zero",
            ),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="comment_not_its_own_parent"),
            models.CheckConstraint(condition=~Q(body=""), name="comment_body_not_empty"),
            models.CheckConstraint(
                condition=Q(status__in=["published", "held", "spam", "removed"]), name="comment_status_known"
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=False, guest_name="", guest_email="", guest_website="")
                | (Q(author__isnull=True) & ~Q(guest_name="") & ~Q(guest_email="")),
                name="comment_has_one_writer",
            ),
        ]
        indexes = [
            # With the status, so that the search for published replies below a hidden one stays in it.
            models.Index(fields=["post", "path", "status"], name="comment_in_reading_order"),
            models.Index(fields=["status", "-created_at"], name="comment_newest_of_status"),
            models.Index(fields=["author", "-created_at"], name="comment_newest_of_author"),
            models.Index(fields=["ip_address", "-created_at"], name="comment_newest_of_address"),
            # For the search for duplicates, which must not grow with the thread.
            models.Index(fields=["author", "post", "parent"], name="comment_of_author_here"),
            models.Index(
                fields=["guest_email", "post", "parent"],
                condition=Q(author__isnull=True),
                name="comment_of_guest_here",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.writer_name} on “{self.post}”"

    def get_absolute_url(self) -> str:
        return f"{self.post.get_absolute_url()}?comment={self.pk}#comment-{self.pk}"

    def natural_key(self) -> tuple[str]:
        return (str(self.submission),)

    natural_key.dependencies = ["blog.post", "accounts.user"]  # type: ignore[attr-defined]

    @property
    def writer_name(self) -> str:
        return self.author.display_name if self.author else self.guest_name

    def rendered_body(self) -> SafeString:
        return citing.body_html(self.body, self.post_id)

    def can_be_answered(self) -> bool:
        return self.status == self.Status.PUBLISHED and self.post.comments_are_open()


class ModerationEntryManager(models.Manager["ModerationEntry"]):
    def get_by_natural_key(self, submission: str, created_at: str) -> ModerationEntry:
        return self.get(comment__submission=submission, created_at=created_at)


class ModerationEntry(models.Model):
    """One line of the moderation log: who put which comment into which status, when and why.

    Without a moderator it was a rule, and `reason` names it.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="moderation_log")
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="moderations"
    )
    from_status = models.CharField(max_length=10, choices=Comment.Status, blank=True)
    to_status = models.CharField(max_length=10, choices=Comment.Status)
    reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ModerationEntryManager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name_plural = "moderation log"
        constraints = [
            models.CheckConstraint(
                condition=Q(to_status__in=["published", "held", "spam", "removed"]),
                name="moderation_status_known",
            ),
            models.CheckConstraint(
                condition=Q(moderator__isnull=False) | ~Q(reason=""), name="moderation_by_rule_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["comment", "-created_at"], name="moderation_newest_of_comment")]

    def __str__(self) -> str:
        return f"{self.get_to_status_display()} by {self.moderator or 'rule'}"

    def natural_key(self) -> tuple[str, str]:
        return (*self.comment.natural_key(), self.created_at.isoformat())

    natural_key.dependencies = ["comments.comment"]  # type: ignore[attr-defined]
