"""allauth's forms in the site's words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as stock
from django.forms import EmailField

from .texts import NOT_AN_EMAIL

LABELS = {
    "Email": "E-mail address",
    "Current Password": "Current password",
    "New Password": "New password",
    "New Password (again)": "New password, once more",
}


class _InOurWords:
    """Mixed into a form. A placeholder that repeats the label is left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # type: ignore[attr-defined]
            field.label = LABELS.get(str(field.label), field.label)
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, EmailField):
                field.error_messages["invalid"] = NOT_AN_EMAIL


class LoginForm(_InOurWords, stock.LoginForm):
    pass


class SignupForm(_InOurWords, stock.SignupForm):
    pass


class AddEmailForm(_InOurWords, stock.AddEmailForm):
    pass


class ChangePasswordForm(_InOurWords, stock.ChangePasswordForm):
    pass


class ResetPasswordForm(_InOurWords, stock.ResetPasswordForm):
    pass


class ReauthenticateForm(_InOurWords, stock.ReauthenticateForm):
    pass


class ResetPasswordKeyForm(_InOurWords, stock.ResetPasswordKeyForm):
    pass
