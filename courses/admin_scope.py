"""The admin's one home of the rule that a course's staff see and change their own courses alone.

Site staff may do everything. An instructor changes the course, its units and its members; an assistant
sees those and moderates. Rows of other courses do not exist for either: not in lists, choices, filters,
searches, histories, confirmations or by their address.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.utils import NestedObjects
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextInputWidget, RelatedFieldWidgetWrapper
from django.db import models, router
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpRequest

from accounts.admin_lists import Headed
from accounts.texts import LineField, TextField

from .models import Course


class Teaching:
    """The courses of one user as a teacher, asked of the database once."""

    def __init__(self, user: Any) -> None:
        self.user = user

    @cached_property
    def courses(self) -> dict[int, Course]:
        led = Q(pk__in=Course.objects.led_by(self.user).values("pk"))
        taught = Course.objects.taught_by(self.user).only("title", "slug")
        return taught.annotate(is_led=ExpressionWrapper(led, BooleanField())).in_bulk()

    def chosen(self, asked: str) -> Course | None:
        """The course whose key is `asked` for; where they teach but one, that one."""
        if len(self.courses) == 1:
            return next(iter(self.courses.values()))
        return next((course for pk, course in self.courses.items() if str(pk) == asked), None)

    def may_teach(self, course: int | None = None) -> bool:
        """In `course`; without one, in any."""
        if self.user.is_active and self.user.is_staff:
            return True
        return course in self.courses if course else bool(self.courses)

    def may_lead(self, course: int | None = None) -> bool:
        if self.user.is_active and self.user.is_staff:
            return True
        led = {pk for pk, taught in self.courses.items() if taught.is_led}  # type: ignore[attr-defined]
        return course in led if course else bool(led)


def teaching(request: HttpRequest) -> Teaching:
    """Kept on the request: every menu, list and form of a page asks."""
    if not hasattr(request, "teaching"):
        request.teaching = Teaching(request.user)  # type: ignore[attr-defined]
    return request.teaching  # type: ignore[attr-defined]


class WithCourseForm(forms.ModelForm):
    """Checks the constraints on the course also where the course is shown, not asked.

    A model form leaves out the constraints on the fields that it does not have, and a second unit with
    the same number would be the database's error instead of the form's.
    """

    def _get_validation_exclusions(self) -> set[str]:
        exclude: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclude if "course" in self.fields else exclude - {"course"}


class LabelledDateTime(AdminSplitDateTime):
    """The stock widget writes "Date:" and "Time:" beside its two fields, and labels neither."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs)
        for widget, label in zip(self.widgets, ("Date", "Time"), strict=True):
            widget.attrs["aria-label"] = label


# The stock widgets stay with the texts; Django looks for a slug's where it finds the slug's field.
FORM_FIELDS: Any = {
    models.DateTimeField: {"form_class": forms.SplitDateTimeField, "widget": LabelledDateTime},
    models.CharField: {"form_class": LineField},
    models.TextField: {"form_class": TextField},
    models.SlugField: {"widget": AdminTextInputWidget},
}


class OnlyChoices:
    """Mixed into a page or an inline: no pencil, cross or eye beside a choice, which lead away from it."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = False
            field.widget.can_view_related = field.widget.can_add_related = False
        return field


class CourseScoped(OnlyChoices, Headed):
    """An admin of what belongs to a course.

    `course_lookup` leads from the model to its course; `led` says that changing it takes an instructor.
    """

    course_lookup = "course"
    led = False
    form = WithCourseForm
    formfield_overrides = FORM_FIELDS
    list_per_page = 50

    def scoped(self, queryset: Any, user: Any) -> models.QuerySet:
        """`queryset` as far as `user` may see it in the admin. The gate of the model, where it has one."""
        return queryset.filter(**{f"{self.course_lookup}__in": Course.objects.taught_by(user)})

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return self.scoped(super().get_queryset(request), request.user)

    def course_of(self, obj: Any) -> int:
        *path, last = self.course_lookup.split("__")
        for name in path:
            obj = getattr(obj, name)
        return obj.pk if last == "pk" else getattr(obj, f"{last}_id")

    def _may_see(self, request: HttpRequest, obj: Any = None) -> bool:
        return teaching(request).may_teach(self.course_of(obj) if obj else None)

    def _may_change(self, request: HttpRequest, obj: Any = None) -> bool:
        may = teaching(request).may_lead if self.led else teaching(request).may_teach
        return may(self.course_of(obj) if obj else None)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._may_see(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_see(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._may_change(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_change(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_change(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """A thing stays in its course: what hangs on it belongs to that course too."""
        fixed = ["course"] if obj and self.course_lookup == "course" else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs.setdefault("queryset", self._choices(db_field, request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs.setdefault("queryset", self._choices(db_field, request))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_list_display(self, request: HttpRequest) -> Any:
        """Without the course, where there is but one."""
        columns = list(super().get_list_display(request))
        if len(teaching(request).courses) < 2 and "course" in columns:
            columns.remove("course")
        return columns

    def _choices(self, db_field: Any, request: HttpRequest) -> models.QuerySet:
        """What a field may point at: what the other model's own admin page would list."""
        model = db_field.remote_field.model
        if model is Course:
            gate = Course.objects.led_by if self.led else Course.objects.taught_by
            return gate(request.user)
        try:
            other = self.admin_site.get_model_admin(model)
        except NotRegistered:
            return model._default_manager.none()
        if not other.has_view_permission(request):
            return model._default_manager.none()
        return other.get_queryset(request)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Names what goes, but only counts what stands in the way: that may be somebody's draft."""
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if not protected:
            return to_delete, counts, lacking, []
        # What cannot go is no question of rights.
        return to_delete, counts, set(), list(self._in_the_way(objs))

    def _in_the_way(self, objs: Any) -> Iterator[str]:
        collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
        collector.collect(objs)
        found: dict[str, int] = {}
        for obj in collector.protected:
            name = str(obj._meta.verbose_name_plural)
            found[name] = found.get(name, 0) + 1
        for name, count in sorted(found.items()):
            yield f"{name}: {count}"


class ToRead:
    """Mixed into a page or an inline: what it shows is added, changed and deleted elsewhere, if at all."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


class ReadOnly(ToRead, CourseScoped):
    """Seen by the course's staff, and changed, if at all, through decisions alone."""


class PartInline(OnlyChoices):
    """Mixed into an inline: who may see or change the page may see or change its parts."""

    extra = 0
    formfield_overrides = FORM_FIELDS

    def _page(self) -> admin.ModelAdmin:
        return self.admin_site.get_model_admin(self.parent_model)  # type: ignore[attr-defined]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._page().has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._page().has_change_permission(request, obj)

    has_add_permission = has_delete_permission = has_change_permission
