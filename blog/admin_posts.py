"""Essays in the admin: their course's staff file them and take decisions, and never change their words."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.moments import moment_column
from accounts.requests import SignedInRequest
from courses.admin_filters import CourseFilter
from courses.admin_scope import CourseScoped, WithCourseForm
from courses.visibility import Visibility

from .actions import file_post
from .admin_filters import CategoryFilter, PublishedFilter, StatusFilter, UnitFilter
from .forms import PostForm
from .models import Image, Post
from .publishing import actions as publishing
from .publishing import audience

# Of a picture in the admin, in pixels.
PREVIEW_WIDTH, PREVIEW_HEIGHT = 224, 160
# On the page of one, to read.
SHOWN = ["author", "byline", "course", "state", "way", "first_published", "comments_shown", "picture"]


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
            field.error_messages["invalid_choice"] = field.help_text = audience.AUTHOR_WIDENS
        for name in {"unit", "category"} & set(self.fields):
            field = self.fields[name]
            field.queryset = field.queryset.filter(course=self.instance.course_id)  # type: ignore[attr-defined]
        if "tag_names" in self.fields:
            names = self.instance.tags.values_list("name", flat=True)
            self.fields["tag_names"].initial = ", ".join(names)

    def clean(self) -> dict[str, Any]:
        """The author may be narrowing the audience at this moment: the row is locked until it is saved."""
        if visibility := self.cleaned_data.get("visibility"):
            audience.check_audience(post=Post(pk=self.instance.pk, visibility=visibility))
        return self.cleaned_data


@admin.register(Post)
class PostAdmin(CourseScoped):
    form = FilingForm
    change_form_template = "admin/blog/post/filing.html"
    list_display = ["title", "state", "author", "comments_shown", "published_on", "visibility", "filed"]
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
    actions = ["let_through", "withdraw", "publish_again"]
    fieldsets = [
        (None, {"fields": [*SHOWN]}),
        ("Filing", {"fields": ["unit", "category", "tag_names", "visibility", "comments_close_at"]}),
    ]
    first_published = moment_column("published_at", "published")
    readonly_fields = SHOWN

    def scoped(self, queryset: Any, user: Any) -> QuerySet:
        return queryset.manageable_by(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).defer("body")
        return rows.select_related("author", "course", "unit", "category", "featured_image")

    # An essay is begun and ended by its author, on the site.
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def view_on_site(self, post: Post) -> str:
        return post.get_absolute_url()

    @admin.display(description="names")
    def byline(self, post: Post) -> str:
        names = str(post.byline_of_accounts)
        return f"{names}; readers see {post.pseudonym}" if post.pseudonym else names

    @admin.display(description="status", ordering="status")
    def state(self, post: Post) -> SafeString:
        tone = "good" if post.status == Post.Status.PUBLISHED else "warn"
        return format_html('<span class="chip {}">{}</span>', tone, post.get_status_display())

    @admin.display(description="publication")
    def way(self, post: Post) -> SafeString:
        """Where it is let through, or returned with a note."""
        waits = post.status == Post.Status.SUBMITTED
        said = "Let through, or return with a note" if waits else "What was done"
        return format_html('<a href="{}">{}</a>', reverse("blog:post_publication", args=[post.pk]), said)

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
        return picture_preview(post.featured_image) if post.featured_image else None

    def save_model(self, request: Any, post: Any, form: Any, change: bool) -> None:
        file_post(post=post, tags=form.cleaned_data["tag_names"], by=request.user)

    @admin.action(description="Let through", permissions=["change"])
    def let_through(self, request: SignedInRequest, chosen: QuerySet) -> None:
        posts = list(chosen.filter(status=Post.Status.SUBMITTED).defer(None))
        done = sum(self._publish(request, post, "Let through.") for post in posts)
        self._tell(request, done, chosen.count() - done, "published")

    @admin.action(description="Withdraw", permissions=["change"])
    def withdraw(self, request: SignedInRequest, chosen: QuerySet) -> None:
        posts = list(chosen.filter(status=Post.Status.PUBLISHED))
        for post in posts:
            publishing.withdraw(post=post, by=request.user)
            self.log_change(request, post, "Withdrawn.")
        self._tell(request, len(posts), chosen.count() - len(posts), "withdrawn")

    @admin.action(description="Publish again", permissions=["change"])
    def publish_again(self, request: SignedInRequest, chosen: QuerySet) -> None:
        ours = Post.objects.republishable_by(request.user).values("pk")
        posts = list(chosen.filter(pk__in=ours).defer(None))
        done = sum(self._publish(request, post, "Published again.") for post in posts)
        self._tell(request, done, chosen.count() - done, "published again")
        if chosen.filter(status=Post.Status.WITHDRAWN).exclude(pk__in=ours).exists():
            self.message_user(
                request, "What its author withdrew, only its author publishes again.", messages.INFO
            )

    def _publish(self, request: SignedInRequest, post: Post, what: str) -> bool:
        """Whether it could be. What hinders one essay is said, and hinders no other."""
        try:
            publishing.publish(post=post, by=request.user)
        except ValidationError as error:
            self.message_user(request, f"“{post}”: {' '.join(error.messages)}", messages.ERROR)
            return False
        self.log_change(request, post, what)
        return True

    def _tell(self, request: HttpRequest, done: int, left: int, what: str) -> None:
        if done:
            noun = "essay" if done == 1 else "essays"
            self.message_user(request, f"{done} {noun} {what}.", messages.SUCCESS)
        if left:
            self.message_user(request, f"{left} left as before.", messages.WARNING)


def picture_preview(image: Image) -> SafeString:
    """With its size, for a table moves where pictures come late that have none."""
    scale = min(1, PREVIEW_WIDTH / image.width, PREVIEW_HEIGHT / image.height)
    size = {"width": round(image.width * scale), "height": round(image.height * scale)}
    return render_to_string("admin/blog/image/_preview.html", {"image": image, **size})
