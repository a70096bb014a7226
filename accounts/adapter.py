"""What allauth needs to know about our accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from .models import User

MAX_EMAIL_LENGTH = 254  # RFC 5321, 4.5.3.1.3


class AccountAdapter(DefaultAccountAdapter):
    def clean_email(self, email: str) -> str:
        """allauth's own field takes 320 characters; no row of ours does."""
        if len(email) > MAX_EMAIL_LENGTH:
            raise ValidationError(f"An e-mail address has at most {MAX_EMAIL_LENGTH} characters.")
        cleaned: str = super().clean_email(email)
        return cleaned

    def save_user(self, request: HttpRequest, user: User, form: forms.Form, commit: bool = True) -> User:
        """A user is never stored without a name, so the name is set before allauth saves."""
        user.display_name = form.cleaned_data["display_name"]
        saved: Any = super().save_user(request, user, form, commit)
        return saved
