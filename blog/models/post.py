"""An essay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts import slugs
from accounts.addresses import address
from accounts.models import User
from courses.access import readable_by, written_by
from courses.models import Course, KeyQuestion, Unit
from courses.visibility import Visibility
from sources.styling.styles import Style

from ..authorship import names
from ..authorship.signed import Signed
from .filing import Category, FormerAddress, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from accounts.models import Viewer

MAX_TITLE_LENGTH = 200
# Some 30,000 words: three times the longest essay a course has asked for.
MAX_BODY_LENGTH = 200_000
MAX_PSEUDONYM_LENGTH = 80
# Of an address before the number that tells it from others.
MAX_STEM_LENGTH = 100


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, user: Viewer) -> PostQuerySet:
        """The one gate to essays."""
        return self.filter(readable_by(user))

    def editable_by(self, user: Viewer) -> PostQuerySet:
        """Essays whose words `user` may change: those of which they are an author."""
        return self.filter(written_by(user)) if user.is_authenticated else self.none()

    def written_by(self, person: int) -> PostQuerySet:
        """Essays of which the account with this key is an author."""
        return self.filter(written_by(User(pk=person)))

    def manageable_by(self, user: Viewer) -> PostQuerySet:
        """Essays that `user` may file and moderate: those of the courses they teach, drafts never."""
        return self.filter(course__in=Course.objects.taught_by(user)).exclude(status=Post.Status.DRAFT)

    def republishable_by(self, user: Viewer) -> PostQuerySet:
        """Essays that the course's staff took back, and `user` may put back as one of them."""
        withdrawn = Q(status=Post.Status.WITHDRAWN, withdrawn_by__isnull=False)
        return self.manageable_by(user).filter(withdrawn).exclude(withdrawn_by=F("author"))

    def published(self) -> PostQuerySet:
        return self.filter(status=Post.Status.PUBLISHED)

    def with_names(self, user: Viewer) -> PostQuerySet:
        """With what `byline` shows of them to `user`."""
        return self.annotate(**names.columns(user)).select_related("author")

    def signed_for(self, user: Viewer) -> PostQuerySet:
        """Those on which `user` sees their authors' names: what a list of somebody's essays may hold."""
        return self.filter(names.openly(user))

    def showing(self, images: Iterable[Any]) -> PostQuerySet:
        """Essays that have one of these pictures in their text, or at their head."""
        shown = Post.images.through.objects.filter(image__in=images)
        return self.filter(Q(pk__in=shown.values("post")) | Q(featured_image__in=images))

    def newest_first(self) -> PostQuerySet:
        return self.order_by("-published_at", "-pk")

    def for_page(self, user: Viewer) -> PostQuerySet:
        """With what the essay's own page shows of it, and whether `user` manages it, in one query."""
        managed = Post.objects.manageable_by(user).filter(pk=OuterRef("pk"))
        return (
            self.annotate(is_managed=Exists(managed))
            .with_names(user)
            .select_related("course__citation_policy", "unit", "category", "featured_image")
            .defer("body", "course__description", "unit__prompt")
        )


class PostManager(models.Manager.from_queryset(PostQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, course: str, slug: str) -> Post:
        return self.get(course__slug=course, slug=slug)


class Post(Signed, models.Model):
    """An essay. `body` is what its author typed; `body_html` is it rendered and sanitised, citations and all.

    blog/citing/reciting.py draws it after every change of words or sources.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Handed in"
        RETURNED = "returned", "Returned"
        SCHEDULED = "scheduled", "Scheduled"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    key_question = models.ForeignKey(
        KeyQuestion,
        # An essay stays when the question that it took up is taken back.
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name="the key question it takes up",
    )
    # In the place of its authors' names, to all but themselves and the course's staff (blog/authorship/).
    pseudonym = models.CharField(max_length=MAX_PSEUDONYM_LENGTH, blank=True)
    title = models.CharField(max_length=MAX_TITLE_LENGTH, blank=True)
    slug = models.SlugField(max_length=120, allow_unicode=True, editable=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    visibility = models.CharField(
        "who may read it", max_length=10, choices=Visibility, default=Visibility.COURSE
    )
    body = models.TextField(max_length=MAX_BODY_LENGTH, blank=True)
    body_html = models.TextField(blank=True, editable=False)
    excerpt = models.CharField(max_length=300, blank=True, editable=False)
    citation_style = models.CharField(
        "how citations look",
        max_length=60,
        choices=Style,
        blank=True,
        help_text="A reader may choose another style for themselves.",
    )
    # `body_html` with what other apps mark in it for readers (blog/followers.py); empty: nothing is marked.
    marked_html = models.TextField(blank=True, editable=False)
    marks_terms = models.BooleanField("mark the key terms of the course’s study notes", default=True)
    # Made with `body_html`: the list of sources, and what the check of the citations counted and found.
    sources_html = models.TextField(blank=True, editable=False)
    ledger = models.JSONField(default=dict, blank=True, editable=False)
    category = models.ForeignKey(
        Category,
        # An essay stays where it is when its heading goes.
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="posts",
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="posts")
    # Those in its text, and in the text of any revision of it that readers can see.
    images: models.ManyToManyField = models.ManyToManyField(
        "Image", blank=True, related_name="posts", editable=False
    )
    featured_image = models.ForeignKey(
        "Image", on_delete=models.PROTECT, null=True, blank=True, related_name="featured_in"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    # When it first went in: handed in, scheduled or published. Taking it back takes this back.
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    # From when it counts as one's own where classmates' essays are hidden until one's own is in.
    counts_from = models.DateTimeField(null=True, blank=True, editable=False)
    publish_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    # The newest Revision's number, drafts' ones among them; and the last change that readers can see.
    revision_number = models.PositiveIntegerField(default=0, editable=False)
    revised_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Who took it back: what its author withdrew, only its author puts back.
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="withdrawn_posts",
    )
    comments_close_at = models.DateTimeField("comments close at", null=True, blank=True)
    # Kept by the actions of `comments`: the published comments, which is what every reader may count.
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    # Raised at every change of the essay and of its thread: what caches and conditional requests compare.
    version = models.PositiveIntegerField(default=1, editable=False)
    thread_version = models.PositiveIntegerField(default=0, editable=False)

    objects = PostManager()

    class Meta:
        verbose_name = "essay"
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["course", "slug"], name="post_slug_once_per_course"),
            models.CheckConstraint(condition=~Q(slug=""), name="post_slug_not_empty"),
            models.CheckConstraint(
                condition=Q(
                    status__in=["draft", "submitted", "returned", "scheduled", "published", "withdrawn"]
                ),
                name="post_status_known",
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="post_visibility_known"
            ),
            models.CheckConstraint(
                condition=Q(citation_style__in=["", *Style.values]), name="post_citation_style_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "returned"]) | (~Q(title="") & ~Q(body="")),
                name="post_handed_in_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["published", "withdrawn"]) | Q(published_at__isnull=False),
                name="post_published_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["submitted", "scheduled", "published"])
                | Q(submitted_at__isnull=False, counts_from__isnull=False),
                name="post_handed_in_has_time",
            ),
            models.CheckConstraint(
                condition=Q(status="scheduled", publish_at__isnull=False)
                | (~Q(status="scheduled") & Q(publish_at__isnull=True)),
                name="post_scheduled_has_time",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True) | Q(status="withdrawn"),
                name="post_withdrawer_of_withdrawn_only",
            ),
        ]
        indexes = [
            models.Index(fields=["course", "status", "-published_at"], name="post_newest_in_course"),
            models.Index(fields=["status", "visibility", "-published_at"], name="post_newest"),
            models.Index(fields=["author", "-updated_at"], name="post_of_author"),
            models.Index(fields=["publish_at"], condition=Q(status="scheduled"), name="post_to_publish"),
            models.Index(fields=["unit", "author", "counts_from"], name="post_own_of_unit"),
        ]

    def __str__(self) -> str:
        return self.title or "Untitled draft"

    def get_absolute_url(self) -> str:
        return address("blog:post_detail", self.course.slug, self.slug)

    def category_url(self) -> str:
        """The category's page, without asking for its course, which is the essay's."""
        return address("blog:category_detail", self.course.slug, self.category.slug) if self.category else ""

    def natural_key(self) -> tuple[str, str]:
        return (self.course.slug, self.slug)

    natural_key.dependencies = ["courses.course"]  # type: ignore[attr-defined]

    def clean(self) -> None:
        if self.unit and self.unit.course_id != self.course_id:
            raise ValidationError({"unit": "This unit belongs to another course."})
        if self.key_question and self.key_question.unit_id != self.unit_id:
            raise ValidationError({"key_question": "This question belongs to another unit."})
        if self.category and self.category.course_id != self.course_id:
            raise ValidationError({"category": "This category belongs to another course."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.follow_title()
        super().save(*args, **kwargs)

    def follow_title(self) -> None:
        """The address is made from the title until the first publication; then it stays."""
        if self.slug and self.published_at:
            return
        self.slug = self.free_slug()

    def free_slug(self) -> str:
        """The address that its title gives it: one that no other essay of the course has, or ever had."""
        if self.pk and self.slug == slugs.stem_of(self.title, max_length=MAX_STEM_LENGTH):
            return self.slug
        others = Post.objects.filter(course=self.course_id).exclude(pk=self.pk)
        left = FormerAddress.objects.filter(course=self.course_id).exclude(post=self.pk)
        return slugs.free_slug(self.title, others, left, max_length=MAX_STEM_LENGTH)

    def is_held_back(self) -> bool:
        """The course's staff withdrew it: its author goes on writing, and staff put it back."""
        return self.status == self.Status.WITHDRAWN and self.withdrawn_by_id not in (None, self.author_id)

    def is_out_of_hand(self) -> bool:
        """It was sent on its way, and is not given back: what its course asks of an essay is asked of it."""
        return self.status in (self.Status.SUBMITTED, self.Status.SCHEDULED, self.Status.PUBLISHED)

    def comments_are_open(self, now: datetime | None = None) -> bool:
        if self.status != self.Status.PUBLISHED:
            return False
        return self.comments_close_at is None or self.comments_close_at > (now or timezone.now())

    def source_lines(self) -> list[str]:
        """The stored list of its sources, as typed."""
        return list(self.bibliography.order_by("position").values_list("line", flat=True))

    def touch(self) -> None:
        """Raise the version: something that readers see has changed."""
        Post.objects.filter(pk=self.pk).update(version=F("version") + 1, updated_at=timezone.now())
