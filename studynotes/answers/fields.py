"""The form in which an answer is written."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from django import forms

from accounts.texts import TextField

from ..models import MAX_ANSWER_LENGTH


class AnswerForm(forms.Form):
    """The hidden fields are those of static/js/autosave.js and keep-draft.js; `copy_version` is used here."""

    body = TextField(
        label="Your answer",
        required=False,
        strip=False,
        max_length=MAX_ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 12, "autocomplete": "off"}),
    )
    is_shared = forms.BooleanField(
        label="Classmates may read and mark it",
        required=False,
        help_text="You can change this later. The staff of your course and of this site see it either way.",
    )
    copy = forms.CharField(required=False, widget=forms.HiddenInput)
    copy_version = forms.CharField(required=False, widget=forms.HiddenInput)
    base = forms.CharField(required=False, widget=forms.HiddenInput)
    begun = forms.CharField(required=False, widget=forms.HiddenInput)
    window = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_body(self) -> str:
        if "body" not in self.data:
            raise forms.ValidationError("The text got lost on the way. Send it again.")
        return str(self.cleaned_data["body"])
