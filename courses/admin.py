"""Courses, their units and their members in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.admin import UserAdmin
from accounts.models import User
from accounts.moments import moment_column

from .admin_filters import CourseFilter
from .admin_scope import CourseScoped, PartInline, ToRead, WithCourseForm
from .models import Course, KeyQuestion, Membership, Role, Standing, Unit
from .standing import standing_level

EXCLUDED = (
    "This person was removed from the course. Lift that first, under Standings: "
    "else they would be a member who may not write."
)


class UnitInline(PartInline, admin.StackedInline):
    model = Unit
    fields = [("number", "title"), "posts_due_at"]
    show_change_link = True
    # The stock inline would name the essays in the way, drafts among them. The unit's own page deletes.
    can_delete = False


class MembershipInline(ToRead, PartInline, admin.TabularInline):
    """To read: forms for a whole class would be hundreds of fields. The list of members changes them."""

    model = Membership
    template = "admin/courses/course/members.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("user")  # type: ignore[misc]


@admin.register(Course)
class CourseAdmin(CourseScoped):
    course_lookup = "pk"
    led = True
    list_display = ["title", "members_shown", "units_shown", "term", "enrolment", "subject"]
    list_filter = ["enrolment"]
    search_fields = ["title", "subject", "term"]
    fields = ["title", "slug", "subject", "term", "description", "enrolment", "comments_close_after"]
    prepopulated_fields = {"slug": ("title",)}
    # The apps to the left add theirs.
    inlines = [UnitInline]

    def scoped(self, queryset: Any, user: Any) -> QuerySet:
        return queryset.taught_by(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .annotate(unit_total=_total(Unit.objects.all()), member_total=_total(Membership.objects.all()))
        )

    # A course is made and taken away by site staff.
    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_staff

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The address of a course that runs is in bookmarks and essays: site staff may change it."""
        fixed = ["slug"] if obj and not request.user.is_staff else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """What an app to the left stores by an action of its own, it stores itself."""
        if hasattr(formset, "store"):
            formset.store(request)
        else:
            super().save_formset(request, form, formset, change)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """What is set stands before a list of members that may be hundreds long."""
        return [*super().get_inlines(request, obj), MembershipInline] if obj else []

    @admin.display(description="units", ordering="unit_total")
    def units_shown(self, course: Any) -> SafeString:
        return _list_link("admin:courses_unit_changelist", course, course.unit_total, "unit")

    @admin.display(description="members", ordering="member_total")
    def members_shown(self, course: Any) -> SafeString:
        return _list_link("admin:courses_membership_changelist", course, course.member_total, "member")


def _total(rows: QuerySet) -> Coalesce:
    """How many of `rows` belong to the course, without joining one kind of row with the other."""
    ours = rows.filter(course=OuterRef("pk")).order_by().values("course")
    return Coalesce(Subquery(ours.annotate(total=Count("pk")).values("total")), 0)


def _list_link(name: str, course: Course, total: int, noun: str) -> SafeString:
    text = f"{total} {noun}{pluralize(total)}"
    return format_html('<a href="{}?course={}">{}</a>', reverse(name), course.pk, text)


class KeyQuestionInline(PartInline, admin.StackedInline):
    model = KeyQuestion
    fields = [("number", "text")]


@admin.register(Unit)
class UnitAdmin(CourseScoped):
    led = True
    list_display = ["number", "title", "due", "comments_open", "comments_close", "course"]
    list_display_links = ["number", "title"]
    list_filter = [CourseFilter]
    search_fields = ["title", "prompt"]
    fieldsets = [
        (None, {"fields": ["course", "number", "title", "prompt"]}),
        (
            "Length",
            {
                "fields": [("min_words", "max_words")],
                "description": "Shown beside the text while it is written. The course says, under “Writing”, "
                "whether an essay is handed in or published without it.",
            },
        ),
        ("Dates", {"fields": ["posts_due_at", "comments_open_at", "comments_close_at"]}),
    ]
    inlines = [KeyQuestionInline]
    due = moment_column("posts_due_at", "essays due")
    comments_open = moment_column("comments_open_at", "comments open")
    comments_close = moment_column("comments_close_at", "comments close")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("course")


class MembershipForm(WithCourseForm):
    """A member is added by an e-mail address typed in full: there is no list of people to look through."""

    email = forms.EmailField(
        label="E-mail address",
        help_text="The address the person signs in with. They need an account first.",
    )

    class Meta:
        model = Membership
        fields = ["course", "role"]

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        user = User.objects.filter(email=email, is_active=True).first()
        if user is None:
            raise forms.ValidationError("Nobody has an account with this address.")
        self.instance.user = user
        return email

    def clean(self) -> dict[str, Any]:
        course, user = self.cleaned_data.get("course"), self.instance.user_id
        if not (course and user):
            return self.cleaned_data
        if course.memberships.filter(user=user).exists():
            self.add_error("email", "This person is a member of the course already.")
        if standing_level(course, self.instance.user) == Standing.Level.EXCLUDED:
            self.add_error("email", EXCLUDED)
        return self.cleaned_data


@admin.register(Membership)
class MembershipAdmin(CourseScoped):
    led = True
    list_display = ["person", "role", "email", "course", "joined"]
    list_filter = [CourseFilter, "role"]
    search_fields = ["user__display_name", "user__email"]
    search_help_text = "Name or e-mail address"
    ordering = ["course", "user__display_name"]
    actions = ["make_student", "make_editor", "make_assistant", "make_instructor"]
    joined = moment_column("joined_at", "joined")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        standing = Standing.objects.in_force().filter(course=OuterRef("course"), user=OuterRef("user"))
        rows = super().get_queryset(request).select_related("course", "user")
        return rows.annotate(level=Subquery(standing.values("level")[:1]))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = MembershipForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["course", "person", "email", "role", "joined"] if obj else ["course", "email", "role"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["course", "person", "email", "joined"] if obj else []

    # Nobody may raise their own role, nor lock themselves out by lowering it.
    def _may_change(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj and obj.user_id == request.user.pk and not request.user.is_staff:
            return False
        return super()._may_change(request, obj)

    @admin.display(description="name", ordering="user__display_name")
    def person(self, membership: Membership) -> User:
        return membership.user

    @admin.display(description="e-mail address", ordering="user__email")
    def email(self, membership: Membership) -> str:
        return membership.user.email

    @admin.action(description="Make student", permissions=["change"])
    def make_student(self, request: HttpRequest, chosen: QuerySet) -> None:
        self._give_role(request, chosen, Role.STUDENT)

    @admin.action(description="Make editor", permissions=["change"])
    def make_editor(self, request: HttpRequest, chosen: QuerySet) -> None:
        self._give_role(request, chosen, Role.EDITOR)

    @admin.action(description="Make assistant", permissions=["change"])
    def make_assistant(self, request: HttpRequest, chosen: QuerySet) -> None:
        self._give_role(request, chosen, Role.ASSISTANT)

    @admin.action(description="Make instructor", permissions=["change"])
    def make_instructor(self, request: HttpRequest, chosen: QuerySet) -> None:
        self._give_role(request, chosen, Role.INSTRUCTOR)

    def _give_role(self, request: HttpRequest, chosen: QuerySet, role: Role) -> None:
        """The list holds the reader, and courses they merely assist in: those stay as they are."""
        members = [membership for membership in chosen if self.has_change_permission(request, membership)]
        Membership.objects.filter(pk__in=[membership.pk for membership in members]).update(role=role)
        for membership in members:
            membership.role = role
            self.log_change(request, membership, f"Made {role.label.lower()}.")
        self.message_user(request, f"{len(members)} made {role.label.lower()}.", messages.SUCCESS)
        if refused := len(chosen) - len(members):
            self.message_user(request, f"{refused} left as they were.", messages.WARNING)


class CoursesOfUserInline(ToRead, admin.TabularInline):
    """On a person's page, which only site staff see."""

    model = Membership
    template = "admin/accounts/user/courses.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("course")


UserAdmin.inlines = [*UserAdmin.inlines, CoursesOfUserInline]
