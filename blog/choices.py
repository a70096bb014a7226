"""What a writer chooses an essay's course, unit and key question from, and a yes or no."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from courses.models import Course


class CourseChoices(forms.models.ModelChoiceIterator):
    """Courses, asked for once: the rest of the form asks them what they allow."""

    def __iter__(self) -> Any:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        yield from map(self.choice, self.queryset)


class CourseField(forms.ModelChoiceField):
    iterator = CourseChoices

    def offer(self, courses: QuerySet[Course]) -> QuerySet[Course]:
        """Let one of these be chosen; where there is only one, it is. Returns them, asked for once."""
        self.queryset = courses
        offered = self.queryset
        self.empty_label = None if len(offered) == 1 else "Choose a course"
        return offered


class UnitChoices(forms.models.ModelChoiceIterator):
    """Units under the title of their course."""

    nothing = "No unit"

    def __iter__(self) -> Any:
        yield ("", self.nothing)
        groups: dict[Any, list[Any]] = {}
        for row in self.queryset:
            groups.setdefault(self.above(row), []).append(self.choice(row))
        yield from ((str(above), choices) for above, choices in groups.items())

    def above(self, row: Any) -> Any:
        return row.course


class UnitField(forms.ModelChoiceField):
    iterator = UnitChoices


class QuestionChoices(UnitChoices):
    """Key questions under their unit."""

    nothing = "No key question"

    def above(self, row: Any) -> Any:
        return row.unit


class QuestionField(forms.ModelChoiceField):
    iterator = QuestionChoices


class SwitchField(forms.TypedChoiceField):
    """A yes or no as a list of both. No is sent as nothing, as working copies and `begun` have it."""

    def __init__(self, *, on: str, off: str, **kwargs: Any) -> None:
        choices = [(str(True), on), ("", off)]
        super().__init__(choices=choices, coerce=bool, required=False, **kwargs)
        self.empty_value = False  # type: ignore[assignment]

    def prepare_value(self, value: Any) -> str:
        return str(True) if value in (True, str(True)) else ""
