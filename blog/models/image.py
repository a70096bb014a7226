"""The pictures that essays show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.addresses import address

from ..images import elsewhere
from ..images.figures import name_of, notation
from ..images.sizes import copied, srcset
from .post import Post, PostQuerySet

if TYPE_CHECKING:
    from accounts.models import Viewer

MAX_ALT_LENGTH = 500
MAX_CAPTION_LENGTH = 500
MAX_CREDIT_LENGTH = 300


class ImageQuerySet(models.QuerySet["Image"]):
    def visible_to(self, user: Viewer) -> ImageQuerySet:
        """Pictures of what `user` may see, and those they uploaded."""
        shown = _shown_by(Post.objects.visible_to(user)) | elsewhere.visible_to(user)
        return self.filter(shown | Q(uploaded_by=user.pk) if user.is_authenticated else shown)

    def editable_by(self, user: Viewer) -> ImageQuerySet:
        """Those that `user` uploaded, and those of what they write."""
        if not user.is_authenticated:
            return self.none()
        shown = _shown_by(Post.objects.editable_by(user)) | elsewhere.editable_by(user)
        return self.filter(shown | Q(uploaded_by=user.pk))

    def manageable_by(self, user: Viewer) -> ImageQuerySet:
        """Those of essays that `user` may file."""
        return self.filter(_shown_by(Post.objects.manageable_by(user)))

    def in_no_essay(self) -> ImageQuerySet:
        """Those that no essay shows; an earlier text, or something else, may."""
        return self.filter(posts__isnull=True, featured_in__isnull=True)


def _shown_by(posts: PostQuerySet) -> Q:
    """Asked of the picture's own essays: it has one or two, and a site has ten thousand."""
    featured = posts.filter(featured_image=OuterRef("pk")).order_by()
    return Q(Exists(featured)) | Q(Exists(posts.filter(images=OuterRef("pk")).order_by()))


class ImageManager(models.Manager.from_queryset(ImageQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, file: str) -> Image:
        return self.get(file=file)


class Image(models.Model):
    """A picture, decoded and encoded anew at upload (blog/images/), with what a reader needs to know of it.

    One that was pasted or came in a document may not be described yet: without a description, and not
    decorative either. No essay is published with such a picture. `widths` lists the pixel widths of the
    copies that stand beside the file, once a task has made them: which there will be is known before
    (blog/images/sizes.py).
    """

    file = models.ImageField(upload_to="images", width_field="width", height_field="height", unique=True)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    widths = models.JSONField(default=list, editable=False)
    alt = models.CharField("description", max_length=MAX_ALT_LENGTH, blank=True)
    is_decorative = models.BooleanField("decorative: readers who cannot see it miss nothing", default=False)
    caption = models.CharField(max_length=MAX_CAPTION_LENGTH, blank=True)
    credit = models.CharField(max_length=MAX_CREDIT_LENGTH, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="images")
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ImageManager()

    class Meta:
        verbose_name = "picture"
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(alt="") | Q(is_decorative=False), name="image_decorative_has_no_alt"
            )
        ]

    def __str__(self) -> str:
        return self.alt or ("Decorative picture" if self.is_decorative else "Picture without description")

    def get_absolute_url(self) -> str:
        return address("blog:image_show", str(self.file.name).rpartition("/")[2])

    @property
    def name(self) -> str:
        """What a text calls it: `image:NAME`."""
        return name_of(str(self.file.name))

    @property
    def notation(self) -> str:
        """Its line in a text; empty for the featured pictures of our fixtures, whose names are words."""
        return notation(self.name)

    @property
    def smallest(self) -> str:
        """The address of its smallest copy."""
        return f"{self.get_absolute_url()}.{copied(self.width)[0]}.webp"

    @property
    def is_described(self) -> bool:
        return self.is_decorative or bool(self.alt)

    def natural_key(self) -> tuple[str]:
        return (str(self.file.name),)

    natural_key.dependencies = ["accounts.user"]  # type: ignore[attr-defined]

    def srcset(self) -> str:
        """The copies to choose from, as `srcset` wants them; empty for a small picture."""
        return srcset(self.get_absolute_url(), self.width)
