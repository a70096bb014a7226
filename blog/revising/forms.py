"""What is said with a revision."""

from __future__ import annotations

from django import forms

from accounts.texts import LineField

from ..models import MAX_REASON_LENGTH


class RestoreForm(forms.Form):
    reason = LineField(
        label="Reason",
        required=False,
        max_length=MAX_REASON_LENGTH,
        help_text="Readers see it in the list of revisions.",
    )
