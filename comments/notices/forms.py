"""What people choose about notices, and how guests ask for mail."""

from __future__ import annotations

from django import forms

from accounts.texts import NOT_AN_EMAIL

from ..models import MAX_GUEST_EMAIL_LENGTH, NoticeSettings


class FrequencyForm(forms.ModelForm):
    class Meta:
        model = NoticeSettings
        fields = ["reply", "comment", "mention", "followed", "decision"]
        # In the words of the mails that it stops.
        labels = {"decision": "What is handed in, and what became of my comments and essays"}


class GuestFollowForm(forms.Form):
    email = forms.EmailField(
        label="E-mail address",
        max_length=MAX_GUEST_EMAIL_LENGTH,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Please type your e-mail address.",
            "invalid": NOT_AN_EMAIL,
        },
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()
