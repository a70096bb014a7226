"""The two steps of an enquiry."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.texts import NOT_AN_EMAIL, LineField, TextField

from ..models import Enquiry
from ..models.enquiry import (
    MAX_EMAIL_LENGTH,
    MAX_LINE_LENGTH,
    MAX_NAME_LENGTH,
    MAX_NEEDS_LENGTH,
    MAX_PHONE_LENGTH,
    MAX_TIMES_LENGTH,
)

# What people write numbers with. Whether somebody answers there, no form can find out.
_PHONE = re.compile(r"\+?[\d\s().\-/]{5,}")


class StepForm(forms.Form):
    """One step. `title` heads its page, and its part of the check."""

    title = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Without maxlength: a browser would cut the end off what is pasted, and say nothing."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)


class DetailsForm(StepForm):
    title = "Your details"

    # The labels end in a space: the template pack puts the asterisk behind them.
    name = LineField(
        label="Your name ",
        max_length=MAX_NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Please type your name."},
    )
    email = forms.EmailField(
        label="Your e-mail address ",
        max_length=MAX_EMAIL_LENGTH,
        help_text="We answer there.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Please type your e-mail address.",
            "invalid": NOT_AN_EMAIL,
            "max_length": "An e-mail address has at most %(limit_value)d characters.",
        },
    )
    phone = LineField(
        label="Your telephone number",
        required=False,
        max_length=MAX_PHONE_LENGTH,
        help_text="If you would like to be called.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    # The signed id of the enquiry, and what the page before it was about.
    submission = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    about = LineField(required=False, max_length=MAX_LINE_LENGTH, widget=forms.HiddenInput)

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        if phone and not _PHONE.fullmatch(phone):
            raise ValidationError("Please type a telephone number, such as +44 20 7946 0000, or nothing.")
        return phone


class NeedForm(StepForm):
    title = "What you need"

    subject = LineField(
        label="Subject or topic ",
        max_length=MAX_LINE_LENGTH,
        help_text="History, for example, or a single topic.",
        error_messages={"required": "Please say in which subject you need a tutor."},
    )
    level = forms.ChoiceField(
        label="Level",
        required=False,
        choices=[("", "Not said"), *Enquiry.Level.choices],
        error_messages={"invalid_choice": "Choose one of the levels."},
    )
    needs = TextField(
        label="What do you need help with? ",
        max_length=MAX_NEEDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": "Please say what you need help with.",
            "max_length": "This has %(show_value)d characters; it may have %(limit_value)d.",
        },
    )
    times = LineField(
        label="When would lessons suit you?",
        required=False,
        max_length=MAX_TIMES_LENGTH,
        help_text="Days, hours and your time zone, if you know already.",
    )
