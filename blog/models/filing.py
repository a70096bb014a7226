"""What essays are filed under: a course's categories, and free tags."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.addresses import address
from courses.models import Course

MAX_TAG_LENGTH = 50
MAX_TAG_SLUG_LENGTH = 60


class CategoryManager(models.Manager["Category"]):
    def get_by_natural_key(self, course: str, slug: str) -> Category:
        return self.get(course__slug=course, slug=slug)


class Category(models.Model):
    """A course's own heading for essays, set by its staff."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="categories")
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=90, allow_unicode=True)

    objects = CategoryManager()

    class Meta:
        ordering = ["course", "name"]
        verbose_name_plural = "categories"
        constraints = [
            models.UniqueConstraint(fields=["course", "slug"], name="category_slug_once_per_course"),
            models.CheckConstraint(condition=~Q(name=""), name="category_name_not_empty"),
            models.CheckConstraint(condition=~Q(slug=""), name="category_slug_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("blog:category_detail", self.course.slug, self.slug)

    def natural_key(self) -> tuple[str, str]:
        return (self.course.slug, self.slug)

    natural_key.dependencies = ["courses.course"]  # type: ignore[attr-defined]


class TagManager(models.Manager["Tag"]):
    def get_by_natural_key(self, slug: str) -> Tag:
        return self.get(slug=slug)


class Tag(models.Model):
    """A free word that an author puts on an essay."""

    name = models.CharField(max_length=MAX_TAG_LENGTH)
    slug = models.SlugField(max_length=MAX_TAG_SLUG_LENGTH, unique=True, allow_unicode=True)

    objects = TagManager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="tag_name_not_empty"),
            models.CheckConstraint(condition=~Q(slug=""), name="tag_slug_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("blog:tag_detail", self.slug)

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class FormerAddress(models.Model):
    """An address that an essay had and left at its author's wish; it leads to the new one for ever."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="former_addresses")
    slug = models.SlugField(max_length=120, allow_unicode=True)
    post = models.ForeignKey("Post", on_delete=models.CASCADE, related_name="former_addresses")
    left_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["course", "slug"]
        verbose_name_plural = "former addresses"
        constraints = [
            models.UniqueConstraint(fields=["course", "slug"], name="former_address_once_per_course"),
            models.CheckConstraint(condition=~Q(slug=""), name="former_address_not_empty"),
        ]

    def __str__(self) -> str:
        return self.slug
