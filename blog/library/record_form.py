"""The form of a work's record: which fields come first, follows from what kind of work it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.forms import TellingForm
from accounts.texts import LineField, TextField, storable
from sources import csl, typed
from sources.formats import texts as limits
from sources.formats.items import MAX_SHORT, Cleaned
from sources.formats.variables import DATES, LONG_TEXTS, NAMES, NUMBERS
from sources.kinds import BY_NAME, FIRST_KINDS, HINTS, MORE_KINDS, Kind

MAX_PEOPLE_LENGTH = 10_000
# Of a record that twenty others were merged into.
MAX_ALIASES_LENGTH = 10_000
PEOPLE_HINT = "One in each line: Family, Given. {An organisation} in braces."
DATE_HINT = "For example: 1937, c. 1937, 2 March 1930, 1936–1938, Spring 1931."
# What the site keeps of a work beside its description; an essay's citations are found by it.
OF_THE_SITE = ("material", "aliases")
# Roles that only a few kinds have: shown elsewhere where somebody is named in them.
RARE = frozenset({"director", "interviewer"})
NOT_OF_THE_WEB = "An address on the web begins with https:// or http://."


class RecordForm(TellingForm, forms.Form):
    """A record by its fields. `before` is the item that is changed; `kind` is what it is, or becomes.

    `record`, once the form is valid, is the item and what was put right in it.
    """

    aliases = TextField(
        label="Names by which essays cite it",
        required=False,
        max_length=MAX_ALIASES_LENGTH,
        help_text="One in each line, for example: APA. Authors and titles are known anyhow.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    material = forms.ChoiceField(
        label="Primary or secondary",
        required=False,
        choices=[("", "Not said"), ("primary", "Primary source"), ("secondary", "Secondary literature")],
    )

    def __init__(
        self, data: Any = None, *, kind: Kind, before: csl.Item | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.kind, self.before = kind, before or {}
        self.record = Cleaned({})
        self.fields["kind"] = _kind_field(kind)
        self.more = [name for name in kind.more if name not in RARE or self._says(name)]
        for name in (*kind.first, *self.more):
            self.fields[name] = _field(name, kind.label_of(name))
        self._explain_once()
        for field in self.fields.values():
            # A browser cuts a long paste at `maxlength` without a word.
            field.widget.attrs.pop("maxlength", None)
        self.order_fields(["kind", *kind.first, *OF_THE_SITE, *self.more])

    def _says(self, name: str) -> bool:
        return bool((self.data if self.is_bound else self.initial).get(name))

    def _explain_once(self) -> None:
        """How people and dates are written stands below the first such field alone."""
        for names, hint in ((NAMES, PEOPLE_HINT), (DATES, DATE_HINT)):
            found = next((name for name in (*self.kind.first, *self.more) if name in names), "")
            if found:
                self.fields[found].help_text = hint

    def first_rows(self) -> list[list[forms.BoundField]]:
        return [[self[name] for name in row.split()] for row in self.kind.rows]

    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in (*OF_THE_SITE, *self.more)]

    def more_is_open(self) -> bool:
        """Something under "More fields" is wrong."""
        return any(self.errors.get(field.name) for field in self.more_fields()) if self.is_bound else False

    def more_filled(self) -> int:
        return sum(bool(self[name].value()) for name in (*OF_THE_SITE, *self.more))

    def clean_URL(self) -> str:  # noqa: N802 (the name of CSL's variable)
        address = self.cleaned_data["URL"]
        if address and not limits.url(address):
            raise ValidationError(NOT_OF_THE_WEB)
        return address

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            self.record = typed.read(cleaned, self.kind, self.before)
            if problem := csl.problem_with(self.record.item):
                self.add_error("title", problem)
        return cleaned

    def remarks(self) -> list[str]:
        """What was put right without asking, and names whose parts were guessed."""
        said = [f"{repair[:1].upper()}{repair[1:]}." for repair in self.record.repairs]
        for name in NAMES.intersection(self.cleaned_data):
            people = typed.guessed(self.cleaned_data[name])
            said += [f"Read as family name, given name: {typed.inverted(person)}." for person in people]
        return said


def kind_chosen(data: Mapping[str, Any], default: Kind) -> Kind:
    """The kind that a form or an address names, else `default`."""
    return BY_NAME.get(str(data.get("kind", "")), default)


def as_typed(data: Mapping[str, Any], kind: Kind) -> dict[str, str]:
    """What was typed, for the form of the kind that is chosen now: nothing is judged yet."""
    texts = {name: storable(value) for name, value in data.items() if isinstance(value, str)}
    return typed.for_kind(texts, kind)


def _kind_field(kind: Kind) -> forms.ChoiceField:
    first = [(one.name, one.label) for one in FIRST_KINDS]
    more = [(one.name, one.label) for one in MORE_KINDS]
    return forms.ChoiceField(
        label="Kind of work", choices=[*first, ("More kinds", more)], initial=kind.name, required=False
    )


def _field(name: str, label: str) -> forms.Field:
    hint = HINTS.get(name, "")
    if name in NAMES:
        widget = forms.Textarea(attrs={"rows": 2})
        return TextField(label=label, required=False, max_length=MAX_PEOPLE_LENGTH, widget=widget)
    if name in DATES:
        return LineField(label=label, required=False, max_length=MAX_SHORT)
    if name in LONG_TEXTS:
        widget = forms.Textarea(attrs={"rows": 3})
        return TextField(label=label, required=False, max_length=limits.MAX_LONG_FIELD, widget=widget)
    if name == "title":
        return LineField(
            label=label,
            max_length=csl.MAX_TITLE_LENGTH,
            error_messages={"required": "A source needs a title."},
        )
    limit = MAX_SHORT if name in NUMBERS else limits.MAX_FIELD
    return LineField(label=label, required=False, max_length=limit, help_text=hint)
