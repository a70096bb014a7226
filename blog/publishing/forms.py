"""The forms of an essay's way."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from accounts.forms import TellingForm
from accounts.texts import TextField

from ..models import MAX_NOTE_LENGTH
from .actions import NEEDS_NOTE, PASSED
from .moves import Move


class MoveForm(TellingForm, forms.Form):
    """Which step is asked for, and what it needs: a moment, or words to the writer."""

    move = forms.ChoiceField(
        choices=Move, error_messages={"required": "Choose a step.", "invalid_choice": "Choose a step."}
    )
    at = forms.DateTimeField(
        label="Date and time",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": "Type a date and a time, such as 2026-12-24 18:00."},
    )
    note = TextField(
        label="Note to the authors",
        required=False,
        max_length=MAX_NOTE_LENGTH,
        help_text="What is to be changed. They get it with the essay, and the course’s staff see it.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].help_text = f"In the site’s time, {timezone.get_current_timezone_name()}."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        move = cleaned.get("move")
        if move == Move.SCHEDULE and "at" not in self.errors:
            if not cleaned.get("at"):
                self.add_error("at", "Type the date and the time.")
            elif cleaned["at"] <= timezone.now():
                self.add_error("at", PASSED)
        if move == Move.RETURN and "note" not in self.errors and not cleaned.get("note"):
            self.add_error("note", NEEDS_NOTE)
        return cleaned
