"""What the form of an essay and that of a study note have in common."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.forms import DeclarativeFieldsMetaclass

from accounts.forms import TellingForm
from accounts.texts import LineField, TextField, lines_in

from .. import numbers
from ..models import MAX_BODY_LENGTH, MAX_LINE_LENGTH, MAX_LISTED, MAX_REASON_LENGTH

# How an entry of a BibTeX, RIS or CSL-JSON file begins, which a list of lines would tear into many works.
_ENTRY = re.compile(r'@\w+ ?\{|TY +- |[\[{]$|\[ ?\{|\{ ?"')


class NumberHeld(forms.Field):
    """A number that the form carries for itself; what is none is 0, and no error that anybody could mend."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: Any) -> int:
        return numbers.number(str(value or ""))


class BodyField(TextField):
    def __init__(self, *, help_text: str, rows: int) -> None:
        super().__init__(
            label="Text",
            required=False,
            strip=False,
            max_length=MAX_BODY_LENGTH,
            error_messages={
                "max_length": "The text is too long: %(show_value)d characters of at most %(limit_value)d."
            },
            help_text=help_text,
            widget=forms.Textarea(attrs={"rows": rows}),
        )


class SourcesField(TextField):
    """A list of sources, one in each line; cleaned it is the lines. `of`: what it belongs to."""

    def __init__(self, *, of: str) -> None:
        super().__init__(
            label="Sources used",
            required=False,
            help_text="One source in each line, as you would list it at the end of an essay.",
            widget=forms.Textarea(attrs={"rows": 6}),
        )
        self.of = of

    def clean(self, value: Any) -> list[str]:
        lines = lines_in(super().clean(value))
        if len(lines) > MAX_LISTED:
            raise ValidationError(f"{self.of} may list {MAX_LISTED} sources; these are {len(lines)}.")
        for number, line in enumerate(lines, start=1):
            if _ENTRY.match(line):
                raise ValidationError(
                    f"Line {number} begins an entry of a BibTeX, RIS or CSL-JSON file. Import the file "
                    "into the course’s bibliography, and cite from there."
                )
            if len(line) > MAX_LINE_LENGTH:
                raise ValidationError(f"Line {number} is longer than {MAX_LINE_LENGTH} characters.")
            if (earlier := lines.index(line) + 1) != number:
                raise ValidationError(f"Lines {earlier} and {number} name the same source.")
        return lines


class ReasonField(LineField):
    def __init__(self) -> None:
        super().__init__(
            label="What you changed, and why",
            required=False,
            max_length=MAX_REASON_LENGTH,
            help_text="Readers see it beside the revision.",
        )


class WindowForm(TellingForm, metaclass=DeclarativeFieldsMetaclass):
    """A form whose text is kept while it is typed: what its window says of itself (blog/copies/)."""

    # The working copy that this window holds, and the revision that its writer began with.
    copy = NumberHeld()
    copy_version = NumberHeld()
    base = NumberHeld()
    # A token of its own that a window makes for itself; and what the form was opened with.
    window = forms.CharField(required=False, widget=forms.HiddenInput)
    begun = forms.CharField(required=False, widget=forms.HiddenInput)
