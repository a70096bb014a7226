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
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is switched off.",
        "duplicate_email": "This is your address already.",
        "email_password_mismatch": "No account has this e-mail address and this password.",
        "email_taken": "There is an account with this e-mail address already.",
        "incorrect_code": "This is not the code that we sent.",
        "incorrect_password": "This is not your password.",
        "too_many_login_attempts": "There were too many attempts to sign in. Please try again later.",
        "unknown_email": "No account has this e-mail address.",
        "rate_limited": "That was often in a short time. Please try again in a minute.",
    }

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
