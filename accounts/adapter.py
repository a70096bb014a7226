"""What allauth needs to know about our accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.http import HttpRequest

from .models import User


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request: HttpRequest, user: User, form: forms.Form, commit: bool = True) -> User:
        """A user is never stored without a name, so the name is set before allauth saves."""
        user.display_name = form.cleaned_data["display_name"]
        saved: Any = super().save_user(request, user, form, commit)
        return saved
