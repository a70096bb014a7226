"""Forms about people."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from . import pictures
from .models import MAX_BIOGRAPHY_LENGTH, MAX_NAME_LENGTH, User
from .texts import NOT_AN_URL, LineField, TextField


class TellingForm(forms.BaseForm):
    """A form that says what an action found wrong."""

    def tell(self, error: ValidationError) -> None:
        """Beside the fields that it is about; what this form has no field for, above them all."""
        for name, messages in getattr(error, "message_dict", {"__all__": error.messages}).items():
            for message in messages:
                self.add_error(name if name in self.fields else None, message)


class PersonNameField(LineField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "name"}))
        super().__init__(
            label="Name",
            max_length=MAX_NAME_LENGTH,
            help_text="Shown with everything you write.",
            **kwargs,
        )


class PictureField(forms.FileField):
    """A picture to upload; accounts/pictures.py makes it anew, cut to `square` pixels where it says so."""

    def __init__(self, *, hint: str = "", square: int = 0, **kwargs: Any) -> None:
        size = pictures.MAX_BYTES // 1024**2
        self.square = square
        super().__init__(
            required=False,
            allow_empty_file=True,
            help_text=f"{pictures.KINDS}, at most {size} MB.{hint}",
            widget=forms.FileInput(attrs={"accept": pictures.ACCEPT}),
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> pictures.Picture | None:
        file = super().clean(data, initial)
        try:
            return pictures.read(file, square=self.square) if file else None
        except pictures.PictureError as error:
            raise ValidationError(str(error)) from error


class NameForm(forms.Form):
    """What sign-up asks beside the e-mail address and the password."""

    display_name = PersonNameField()

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth calls this after it saved the user; the adapter has set the name already."""


class ProfileForm(forms.ModelForm):
    display_name = PersonNameField()
    new_picture = PictureField(label="Picture", hint=" It is cut to a square.", square=pictures.AVATAR_SIDE)
    remove_picture = forms.BooleanField(label="Remove the picture", required=False)
    website = forms.URLField(
        required=False,
        assume_scheme="https",
        max_length=200,
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
        error_messages={"invalid": NOT_AN_URL},
    )
    biography = TextField(
        required=False,
        max_length=MAX_BIOGRAPHY_LENGTH,
        help_text="A few sentences about you, shown below your essays.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    class Meta:
        model = User
        fields = ["display_name", "website", "biography"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Where static/js/picture-preview.js shows how the picture will be cut.
        self.fields["new_picture"].widget.attrs["data-cut"] = ""
        if not self.instance.picture:
            del self.fields["remove_picture"]

    def clean_website(self) -> str:
        website = self.cleaned_data["website"]
        if website and urlsplit(website).scheme not in ("http", "https"):
            raise ValidationError(NOT_AN_URL)
        return website
