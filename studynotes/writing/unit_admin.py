"""The topics of a unit, on the unit's page in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest

from courses.admin import UnitAdmin
from courses.admin_scope import PartInline
from courses.models import Unit

from ..models import Topic, UnitTopic
from ..terms.actions import courses_changed


class TopicFormSet(BaseInlineFormSet):
    def save(self, commit: bool = True) -> Any:
        """The essays of the course are marked with the key terms of what it uses by now."""
        saved = super().save(commit)
        if self.has_changed():
            courses_changed([self.instance.course_id])
        return saved


class UnitTopicInline(PartInline, admin.StackedInline):
    """Any topic: published notes are everyone's, whichever course keeps them."""

    model = UnitTopic
    formset = TopicFormSet
    verbose_name_plural = "topics of the study notes"
    fields = ["topic"]
    extra = 1

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "topic":
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        topics = Topic.objects.select_related("specification__subject").order_by("specification", "position")
        field: Any = super().formfield_for_foreignkey(db_field, request, queryset=topics, **kwargs)
        choices: dict[str, list[tuple[int, str]]] = {}
        for topic in topics:
            choices.setdefault(str(topic.specification), []).append((topic.pk, str(topic)))
        # Once for all rows: each form would ask for them anew.
        field.choices = [("", "---------"), *choices.items()]
        return field


# In the place of the one that knows no topics.
admin.site.unregister(Unit)


@admin.register(Unit)
class UnitWithTopicsAdmin(UnitAdmin):
    """A unit takes its topics with it: the essays of its course are marked without them."""

    inlines = [*UnitAdmin.inlines, UnitTopicInline]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        courses_changed([obj.course_id])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        courses = set(queryset.order_by().values_list("course", flat=True))
        super().delete_queryset(request, queryset)
        courses_changed(courses)
