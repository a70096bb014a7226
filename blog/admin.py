"""Essays and what they are filed under, in the admin: staff file an essay, and never change its words."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts import slugs
from accounts.admin_lists import Headed
from accounts.moments import moment_column
from accounts.requests import SignedInRequest
from courses.admin import CourseAdmin
from courses.admin_filters import CourseFilter
from courses.admin_scope import CourseScoped, PartInline, ReadOnly, WithCourseForm
from courses.visibility import Visibility
from sources.models import Source

from . import actions
from .admin_filters import CategoryFilter, PublishedFilter, StatusFilter, UnitFilter
from .admin_sources import CitationPolicyInline, SourceAdmin
from .forms import PostForm
from .models import Category, Image, Post, Tag


class FilingForm(WithCourseForm):
    # Named and read as on the author's own form.
    tag_names = PostForm.base_fields["tag_names"]
    clean_tag_names = PostForm.clean_tag_names

    class Meta:
        model = Post
        fields = ["unit", "category", "visibility", "comments_close_at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """An essay is filed within its own course."""
        super().__init__(*args, **kwargs)
        if field := self.fields.get("visibility"):
            narrower = Visibility(self.instance.visibility).and_narrower()
            field.choices = [(audience.value, audience.label) for audience in narrower]  # type: ignore[attr-defined]
            field.error_messages["invalid_choice"] = field.help_text = actions.AUTHOR_WIDENS
        for name in {"unit", "category"} & set(self.fields):
            field = self.fields[name]
            field.queryset = field.queryset.filter(course=self.instance.course_id)  # type: ignore[attr-defined]
        if "tag_names" in self.fields:
            names = self.instance.tags.values_list("name", flat=True)
            self.fields["tag_names"].initial = ", ".join(names)

    def clean(self) -> dict[str, Any]:
        """The author may be narrowing the audience at this moment: the row is locked until it is saved."""
        if visibility := self.cleaned_data.get("visibility"):
            actions.check_audience(post=Post(pk=self.instance.pk, visibility=visibility))
        return self.cleaned_data


@admin.register(Post)
class PostAdmin(CourseScoped):
    form = FilingForm
    change_form_template = "admin/blog/post/filing.html"
    list_display = [
        "title",
        "state",
        "author",
        "comments_shown",
        "published_on",
        "visibility",
        "filed",
    ]
    list_filter = [
        CourseFilter,
        UnitFilter,
        CategoryFilter,
        StatusFilter,
        "visibility",
        ("published_at", PublishedFilter),
    ]
    search_fields = ["title", "author__display_name"]
    search_help_text = "Title or author"
    ordering = ["-published_at", "-pk"]
    actions = ["withdraw", "publish_again"]
    fieldsets = [
        (None, {"fields": ["author", "course", "state", "first_published", "comments_shown", "picture"]}),
        ("Filing", {"fields": ["unit", "category", "tag_names", "visibility", "comments_close_at"]}),
    ]
    first_published = moment_column("published_at", "published")
    readonly_fields = ["author", "course", "state", "first_published", "comments_shown", "picture"]

    def scoped(self, queryset: Any, user: Any) -> QuerySet:
        return queryset.manageable_by(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = (
            super()
            .get_queryset(request)
            .select_related("author", "course", "unit", "category", "featured_image")
        )
        return rows.defer("body")

    # An essay is begun and ended by its author, on the site.
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def view_on_site(self, post: Post) -> str:
        return post.get_absolute_url()

    @admin.display(description="status", ordering="status")
    def state(self, post: Post) -> SafeString:
        tone = "good" if post.status == Post.Status.PUBLISHED else "warn"
        return format_html('<span class="chip {}">{}</span>', tone, post.get_status_display())

    @admin.display(description="published", ordering="published_at")
    def published_on(self, post: Post) -> Any:
        return timezone.localtime(post.published_at).date() if post.published_at else None

    @admin.display(description="filed under", ordering="unit__number")
    def filed(self, post: Post) -> SafeString:
        """Unit, category and course, in one column: the list is wide enough."""
        places = [(place,) for place in (post.unit, post.category, post.course) if place]
        return format_html_join("", '<span class="under">{}</span>', places)

    @admin.display(description="comments", ordering="comment_count")
    def comments_shown(self, post: Post) -> SafeString:
        address = reverse("admin:comments_comment_changelist")
        return format_html('<a href="{}?essay={}">{}</a>', address, post.pk, post.comment_count)

    @admin.display(empty_value="None")
    def picture(self, post: Post) -> SafeString | None:
        return _preview(post.featured_image) if post.featured_image else None

    def save_model(self, request: Any, post: Any, form: Any, change: bool) -> None:
        actions.file_post(post=post, tags=form.cleaned_data["tag_names"], by=request.user)

    @admin.action(description="Withdraw", permissions=["change"])
    def withdraw(self, request: SignedInRequest, chosen: QuerySet) -> None:
        posts = list(chosen.filter(status=Post.Status.PUBLISHED))
        for post in posts:
            actions.withdraw(post=post, by=request.user)
            self.log_change(request, post, "Withdrawn.")
        self._tell(request, len(posts), chosen.count() - len(posts), "withdrawn")

    @admin.action(description="Publish again", permissions=["change"])
    def publish_again(self, request: SignedInRequest, chosen: QuerySet) -> None:
        ours = Post.objects.restorable_by(request.user).values("pk")
        posts = list(chosen.filter(pk__in=ours).defer(None))
        done = sum(self._publish_again(request, post) for post in posts)
        self._tell(request, done, chosen.count() - done, "published again")
        if chosen.filter(status=Post.Status.WITHDRAWN).exclude(pk__in=ours).exists():
            self.message_user(
                request, "What its author withdrew, only its author publishes again.", messages.INFO
            )

    def _publish_again(self, request: SignedInRequest, post: Post) -> bool:
        """Whether it could be. What hinders one essay is said, and hinders no other."""
        try:
            actions.publish(post=post, by=request.user)
        except ValidationError as error:
            self.message_user(request, f"“{post}”: {' '.join(error.messages)}", messages.ERROR)
            return False
        self.log_change(request, post, "Published again.")
        return True

    def _tell(self, request: HttpRequest, done: int, left: int, what: str) -> None:
        if done:
            noun = "essay" if done == 1 else "essays"
            self.message_user(request, f"{done} {noun} {what}.", messages.SUCCESS)
        if left:
            self.message_user(request, f"{left} left as before.", messages.WARNING)


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
        published = Count("posts", filter=Q(posts__status=Post.Status.PUBLISHED))
        return super().get_queryset(request).select_related("course").annotate(essay_count=published)

    @admin.display(ordering="essay_count")
    def essays(self, category: Any) -> SafeString:
        address = reverse("admin:blog_post_changelist")
        query = f"course={category.course_id}&category={category.pk}"
        return format_html('<a href="{}?{}">{}</a>', address, query, category.essay_count)


class CategoryInline(PartInline, admin.StackedInline):
    model = Category
    form = CategoryForm
    fields = ["name"]


# A course's page sets its categories and how it cites, too.
CourseAdmin.inlines = [*CourseAdmin.inlines, CategoryInline, CitationPolicyInline]
admin.site.register(Source, SourceAdmin)


@admin.register(Tag)
class TagAdmin(Headed):
    """Tags belong to no course, so they are site staff's alone."""

    list_display = ["name", "essays"]
    search_fields = ["name"]
    fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        published = Count("posts", filter=Q(posts__status=Post.Status.PUBLISHED))
        return super().get_queryset(request).annotate(essay_count=published)

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
    fields = [
        "preview",
        "alt",
        "caption",
        "credit",
        "uploaded_by",
        "uploaded",
        "essays",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("uploaded_by")

    def scoped(self, queryset: Any, user: Any) -> QuerySet:
        shown = Post.objects.manageable_by(user).filter(featured_image=OuterRef("pk"))
        return queryset.filter(Exists(shown))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Where a picture belongs is asked of the list: it has no course, but an essay that has."""
        if obj is None:
            return self._may_see(request)
        return self.get_queryset(request).filter(pk=obj.pk).exists()

    @admin.display
    def preview(self, image: Image) -> SafeString:
        return _preview(image)

    @admin.display
    def essays(self, image: Image) -> str:
        return ", ".join(str(post) for post in image.featured_in.exclude(status=Post.Status.DRAFT))


def _preview(image: Image) -> SafeString:
    return render_to_string("admin/blog/image/_preview.html", {"image": image})
