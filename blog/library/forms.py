"""What the pages of a course's library ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, Lower, NullIf

from accounts.models import Viewer
from accounts.texts import LineField
from courses.models import Course
from sources.models import Source, SourceQuerySet, UnitSource
from sources.type_names import type_name

from .searching import MAX_QUERY_LENGTH, found_in
from .uses import of_person, with_uses

_NAME = Lower(Coalesce(NullIf("first_author", Value("")), "title"))
# As bibliographies are ordered: who has no author stands among the authors with the title.
_ORDERS: dict[str, list[Any]] = {
    "author": [_NAME, F("year").asc(nulls_last=True), Lower("title"), "pk"],
    "year": [F("year").desc(nulls_last=True), _NAME, "pk"],
    "title": [Lower("title"), "pk"],
    "uses": ["-uses", _NAME, "pk"],
    "added": ["-created_at", "-pk"],
}


class NoteField(LineField):
    def __init__(self) -> None:
        field = UnitSource._meta.get_field("note")
        super().__init__(required=False, max_length=field.max_length, help_text=field.help_text)


class BrowseForm(forms.Form):
    """What a reader of the bibliography looks for. What makes no sense in an address is left out."""

    q = LineField(
        label="Search",
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": MAX_QUERY_LENGTH}),
    )
    type = forms.ChoiceField(label="Type", required=False)
    asked = forms.ChoiceField(label="Requirement", required=False)
    used = forms.ChoiceField(
        label="Essays", required=False, choices=[("", "All"), ("yes", "In essays"), ("no", "In no essay")]
    )
    sort = forms.ChoiceField(
        label="Order",
        required=False,
        choices=[
            ("", "Author"),
            ("title", "Title"),
            ("year", "Newest year first"),
            ("uses", "Most used first"),
            ("added", "Last added first"),
        ],
    )
    mine = forms.BooleanField(label="Mine only", required=False)

    def __init__(self, data: Any, *, course: Course, user: Viewer) -> None:
        super().__init__(data)
        self.course, self.user = course, user
        self.visible = Source.objects.visible_to(user).filter(course=course)
        self.fields["type"].choices = [("", "All"), *_types(self.visible)]  # type: ignore[attr-defined]
        self.asked_for = UnitSource.objects.filter(source__in=self.visible)
        self.fields["asked"].choices = [("", "All"), *_asked_for(self.asked_for)]  # type: ignore[attr-defined]
        if not user.is_authenticated:
            del self.fields["mine"]
        self.is_valid()

    def says(self, name: str) -> Any:
        return self.cleaned_data.get(name) or ""

    @property
    def narrows(self) -> bool:
        """Something is left out of what this reader could see."""
        return any(self.says(name) for name in ("q", "type", "asked", "used", "mine"))

    def rows(self) -> SourceQuerySet:
        """The sources that are sought, with their uses, in the order that is asked for."""
        rows = with_uses(self.visible, self.user)
        if words := self.says("q"):
            rows = rows.filter(pk__in=found_in(self.visible, words, course=self.course, user=self.user))
        if kind := self.says("type"):
            rows = rows.filter(type=kind)
        if asked := self.says("asked"):
            name = "unit__number" if asked.isdigit() else "requirement"
            rows = rows.filter(pk__in=self.asked_for.filter(**{name: asked}).values("source"))
        if used := self.says("used"):
            rows = rows.filter(**{"uses__gt" if used == "yes" else "uses": 0})
        if self.says("mine"):
            rows = of_person(rows, self.user)
        return rows.order_by(*_ORDERS[self.says("sort") or "author"])


def _types(sources: SourceQuerySet) -> list[tuple[str, str]]:
    types = sources.order_by().values_list("type", flat=True).distinct()
    return sorted(((kind, type_name(kind)) for kind in types), key=lambda choice: choice[1])


def _asked_for(asked: QuerySet[UnitSource]) -> list[tuple[str, str]]:
    units = asked.order_by("unit__number").values_list("unit__number", "unit__title").distinct()
    choices = [(str(number), f"Unit {number}: {title}") for number, title in units]
    return [*UnitSource.Requirement.choices, *choices] if choices else []


class AskedForm(forms.ModelForm):
    """A source that a unit asks for already."""

    note = NoteField()
    drop = forms.BooleanField(label="Remove", required=False)

    class Meta:
        model = UnitSource
        fields = ["requirement", "note"]


class AskForm(forms.Form):
    """A source of the library for a unit to ask for."""

    source = forms.ModelChoiceField(
        queryset=Source.objects.none(),
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose one of the sources that are offered.",
            "invalid_choice": "This source is not in the library, or the unit asks for it already.",
        },
    )
    requirement = forms.ChoiceField(choices=UnitSource.Requirement, label="It is")
    note = NoteField()

    def __init__(self, data: Any, *, offered: SourceQuerySet) -> None:
        super().__init__(data)
        self.fields["source"].queryset = offered  # type: ignore[attr-defined]
