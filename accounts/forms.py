"""Forms about people."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest

from .models import MAX_NAME_LENGTH, User


class NameForm(forms.Form):
    """What sign-up asks beside the e-mail address and the password."""

    display_name = forms.CharField(
        label="Name",
        max_length=MAX_NAME_LENGTH,
        help_text="Shown with everything you write.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth calls this after it saved the user; the adapter has set the name already."""
