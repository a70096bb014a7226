"""Comments on essays, as threads."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.safestring import SafeString

from blog.models import Post
from courses.models import Course

from .. import citing, paths
from ..fields import PathField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import User, Viewer

# WordPress's limits, which the reply form is known by.
MAX_BODY_LENGTH = 65_525
MAX_GUEST_NAME_LENGTH = 245
MAX_GUEST_EMAIL_LENGTH = 100
MAX_GUEST_WEBSITE_LENGTH = 200
# So long a writer may change what they wrote, and no mail tells of it.
EDIT_WINDOW = timedelta(minutes=15)


class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> CommentQuerySet:
        """Those that everyone who may read the essay sees: approved, and nothing above them withheld."""
        return self.filter(is_shown=True)

    def awaiting_review(self) -> CommentQuerySet:
        return self.filter(status=Comment.Status.HELD)

    def visible_to(self, user: Viewer, *, own: Iterable[int] = ()) -> CommentQuerySet:
        """The one gate to comments: the published ones on posts that `user` may see.

        A held one is seen by its writer too: by account, or as a guest by the ids in `own`, which the
        guest's browser keeps in a signed cookie. To a guest, what is spam looks as what is held.
        """
        return self.filter(_seen_by(user, own), post__in=Post.objects.visible_to(user))

    def standing_under(self, post: Post, user: Viewer, own: Iterable[int] = ()) -> CommentQuerySet:
        """What has a place in the thread of `post`, which `user` may see.

        Beside the comments that `user` sees, the removed and the deleted ones that published replies hang
        on: their place is shown, not their words.
        """
        gone = Q(status__in=Comment.GONE) & is_answered()
        return self.filter(_seen_by(user, own) | gone, post=post)

    def moderated_by(self, user: Viewer) -> CommentQuerySet:
        """Comments, in every status, on the essays of the courses that `user` teaches."""
        return self.filter(post__course__in=Course.objects.taught_by(user))

    def below(self, path: OuterRef) -> CommentQuerySet:
        """What hangs on the comment, of the same post, that has `path` in the query outside."""
        return self.filter(path__gt=path, path__lt=Concat(path, Value(paths.END)))


def is_answered() -> Exists:
    """Of the comments that a query is about: something below them is shown."""
    return Exists(Comment.objects.below(OuterRef("path")).filter(post=OuterRef("post"), is_shown=True))


def _seen_by(user: Viewer, own: Iterable[int]) -> Q:
    seen = Q(is_shown=True)
    if user.is_authenticated:
        return seen | Q(status=Comment.Status.HELD, author=user)
    if ids := list(own):
        return seen | Q(status__in=Comment.WITHHELD, author__isnull=True, pk__in=ids)
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

    `address_block` is the network of `ip_address`; both are forgotten (comments/moderation/forgetting.py).

    `status` is what was decided of it; `is_shown` is computed from that and from what stands above it
    (comments/showing.py), and is what every list and count goes by. `shown_in` is its post's
    `thread_version` when it was first shown: a reader who has read up to a version has not seen what is
    newer. `branch_count` counts what is shown below a comment of the first level.
    """

    class Status(models.TextChoices):
        PUBLISHED = "published", "Published"
        HELD = "held", "Awaiting moderation"
        SPAM = "spam", "Spam"
        REMOVED = "removed", "Removed"
        DELETED = "deleted", "Deleted by its writer"

    # What hangs on a comment in one of these is withheld with it; below the others it stays readable.
    WITHHELD = (Status.HELD, Status.SPAM)
    # Neither taken back by its writer nor away by a moderator's word.
    STANDING = (Status.PUBLISHED, Status.HELD)
    GONE = (Status.REMOVED, Status.DELETED)

    class Question(models.TextChoices):
        """Whether a comment puts a question to the essay's author, and whether that is answered."""

        NONE = "", "No question"
        OPEN = "open", "Open question"
        ANSWERED = "answered", "Answered question"

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
    address_block = models.CharField(max_length=43, blank=True, editable=False)
    submission = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    question = models.CharField(max_length=10, choices=Question, default=Question.NONE, blank=True)
    is_shown = models.BooleanField(default=False, editable=False)
    shown_in = models.PositiveIntegerField(null=True, blank=True, editable=False)
    branch_count = models.PositiveIntegerField(default=0, editable=False)
    thanks_count = models.PositiveIntegerField(default=0, editable=False)

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
                condition=Q(status__in=["published", "held", "spam", "removed", "deleted"]),
                name="comment_status_known",
            ),
            models.CheckConstraint(
                condition=Q(is_shown=False) | Q(status="published", shown_in__isnull=False),
                name="comment_shown_is_published",
            ),
            models.CheckConstraint(
                condition=Q(ip_address__isnull=False) | Q(address_block=""),
                name="comment_block_goes_with_address",
            ),
            models.CheckConstraint(
                condition=Q(question__in=["", "open", "answered"]), name="comment_question_known"
            ),
            models.CheckConstraint(
                condition=Q(question="") | Q(author__isnull=False), name="comment_question_is_a_members"
            ),
            models.CheckConstraint(
                condition=Q(branch_count=0) | Q(depth=0), name="comment_branch_counted_at_its_root"
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=False, guest_name="", guest_email="", guest_website="")
                | (Q(author__isnull=True) & ~Q(guest_name="") & ~Q(guest_email="")),
                name="comment_has_one_writer",
            ),
        ]
        indexes = [
            # With `is_shown`, so that the search for shown replies below a hidden one stays in it.
            models.Index(fields=["post", "path", "is_shown"], name="comment_in_reading_order"),
            models.Index(fields=["post", "path"], condition=Q(depth=0), name="comment_of_first_level"),
            models.Index(fields=["post", "shown_in"], name="comment_newest_shown"),
            models.Index(
                fields=["post", "-created_at"], condition=Q(question="open"), name="comment_open_question"
            ),
            models.Index(fields=["status", "-created_at"], name="comment_newest_of_status"),
            models.Index(fields=["author", "-created_at"], name="comment_newest_of_author"),
            models.Index(
                fields=["address_block", "-created_at"],
                condition=Q(author__isnull=True),
                name="comment_newest_of_block",
            ),
            models.Index(
                fields=["created_at"], condition=Q(ip_address__isnull=False), name="comment_with_address"
            ),
            # For the search for duplicates, which must not grow with the thread.
            models.Index(fields=["author", "post", "parent"], name="comment_of_author_here"),
            models.Index(
                fields=["guest_email", "post", "parent"],
                condition=Q(author__isnull=True),
                name="comment_of_guest_here",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_name} on “{self.post}”"

    def get_absolute_url(self) -> str:
        return f"{self.post.get_absolute_url()}?comment={self.pk}#comment-{self.pk}"

    def natural_key(self) -> tuple[str]:
        return (str(self.submission),)

    natural_key.dependencies = ["blog.post", "accounts.user"]  # type: ignore[attr-defined]

    @property
    def writer_name(self) -> str:
        """The name that readers see: as its `post` was asked for (`with_names`), else as everyone sees it."""
        return self._mask() or self.account_name

    @property
    def account_name(self) -> str:
        """The name that its course's staff see."""
        return self.author.display_name if self.author else self.guest_name

    @property
    def shown_author(self) -> User | None:
        """The writer, where readers may know of the account."""
        return None if self._mask() else self.author

    def _mask(self) -> str:
        """The essay's pseudonym, where it stands for the writer."""
        return self.post.masked.get(self.author_id, "") if self.author_id else ""

    def rendered_body(self, named: Iterable[str] | None = None) -> SafeString:
        """With the names in it by which people are called; without, of those that are stored."""
        if named is None:
            named = citing.names_called(self) if self.pk and "@" in self.body else ()
        return citing.body_html(self.body, self.post_id, named)

    def can_be_answered(self) -> bool:
        return self.is_shown and self.post.comments_are_open()
