"""Essays and what they are filed under, in the admin: staff file an essay, and never change its words."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts import slugs
from accounts.admin_lists import Headed
from accounts.moments import moment_column
from courses.admin import CourseAdmin
from courses.admin_filters import CourseFilter
from courses.admin_scope import CourseScoped, PartInline, ReadOnly, WithCourseForm
from sources.models import Source

from .admin_posts import picture_preview
from .admin_sources import CitationPolicyInline, SourceAdmin
from .models import Category, Image, Post, Tag
from .publishing.admin import WritingPolicyInline

PUBLISHED_ESSAYS = Count("posts", filter=Q(posts__status=Post.Status.PUBLISHED))


class CategoryForm(WithCourseForm):
    """A category's address is made from its name and then stays."""

    class Meta:
        model = Category
        fields = ["course", "name"]

    def save(self, commit: bool = True) -> Any:
        category = self.instance
        if not category.slug:
            others = Category.objects.filter(course=category.course_id)
            category.slug = slugs.free_slug(category.name, others, max_length=80)
        return super().save(commit)


@admin.register(Category)
class CategoryAdmin(CourseScoped):
    form = CategoryForm
    list_display = ["name", "course", "essays"]
    list_filter = [CourseFilter]
    search_fields = ["name"]
    fields = ["course", "name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("course").annotate(essay_count=PUBLISHED_ESSAYS)

    @admin.display(ordering="essay_count")
    def essays(self, category: Any) -> SafeString:
        address = reverse("admin:blog_post_changelist")
        query = f"course={category.course_id}&category={category.pk}"
        return format_html('<a href="{}?{}">{}</a>', address, query, category.essay_count)


class CategoryInline(PartInline, admin.StackedInline):
    model = Category
    form = CategoryForm
    fields = ["name"]


# A course's page sets how its essays come about, how it cites and its categories, too.
CourseAdmin.inlines = [*CourseAdmin.inlines, WritingPolicyInline, CitationPolicyInline, CategoryInline]
admin.site.register(Source, SourceAdmin)


@admin.register(Tag)
class TagAdmin(Headed):
    """Tags belong to no course, so they are site staff's alone."""

    list_display = ["name", "essays"]
    search_fields = ["name"]
    fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(essay_count=PUBLISHED_ESSAYS)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Without the list of the essays that have the tag: there may be drafts among them."""
        _, _, lacking, protected = super().get_deleted_objects(objs, request)
        return [str(tag) for tag in objs], {"tags": len(objs)}, lacking, protected

    @admin.display(ordering="essay_count")
    def essays(self, tag: Any) -> int:
        return tag.essay_count


@admin.register(Image)
class ImageAdmin(ReadOnly):
    """The pictures of the essays that a teacher may file: to look at."""

    course_lookup = "featured_in__course"
    list_display = ["preview", "alt", "caption", "credit", "uploaded_by", "uploaded"]
    uploaded = moment_column("uploaded_at", "uploaded")
    list_display_links = ["preview", "alt"]
    search_fields = ["alt", "caption", "credit", "uploaded_by__display_name"]
    fields = ["preview", "alt", "caption", "credit", "uploaded_by", "uploaded", "essays"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("uploaded_by")

    def scoped(self, queryset: Any, user: Any) -> QuerySet:
        return queryset.manageable_by(user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Where a picture belongs is asked of the list: it has no course, but an essay that has."""
        if obj is None:
            return self._may_see(request)
        return self.get_queryset(request).filter(pk=obj.pk).exists()

    def get_object(self, request: HttpRequest, object_id: Any, from_field: str | None = None) -> Any:
        """With the essays that show it and the teacher may file: another course may show it too."""
        image = super().get_object(request, object_id, from_field)
        if image:
            image.shown_in = Post.objects.manageable_by(request.user).showing([image])
        return image

    @admin.display
    def preview(self, image: Image) -> SafeString:
        return picture_preview(image)

    @admin.display
    def essays(self, image: Any) -> str:
        return ", ".join(map(str, image.shown_in))
