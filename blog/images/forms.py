"""What is asked of a picture."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.forms import PictureField
from accounts.pictures import Picture
from accounts.texts import LineField

from ..models import MAX_ALT_LENGTH, MAX_CAPTION_LENGTH, MAX_CREDIT_LENGTH, Image


class DescriptionForm(forms.ModelForm):
    """What a reader needs to know of a picture. `later`: its writer describes it before they publish."""

    alt = LineField(
        label="Description",
        required=False,
        max_length=MAX_ALT_LENGTH,
        help_text="What it shows, for readers who cannot see it.",
    )
    is_decorative = forms.BooleanField(
        label="It is decorative: readers who cannot see it miss nothing", required=False
    )
    caption = LineField(
        required=False, max_length=MAX_CAPTION_LENGTH, help_text="Stands under it, for everybody."
    )
    credit = LineField(
        required=False, max_length=MAX_CREDIT_LENGTH, help_text="Who made it, and where it comes from."
    )

    class Meta:
        model = Image
        fields = ["alt", "is_decorative", "caption", "credit"]

    def __init__(self, *args: Any, later: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.later = later

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "alt" in self.errors:
            return cleaned
        if cleaned["is_decorative"] and cleaned["alt"]:
            self.add_error("is_decorative", "It has a description: take that away, or this.")
        elif not (cleaned["is_decorative"] or cleaned["alt"] or self.later):
            self.add_error("alt", "Say what the picture shows, or that it is decorative.")
        return cleaned


class UploadForm(DescriptionForm):
    """The same with the picture itself."""

    file = PictureField(label="Picture", hint=" Of a moving one the first picture is kept.")

    class Meta(DescriptionForm.Meta):
        fields = ["alt", "is_decorative", "caption", "credit"]

    field_order = ["file"]

    def clean_file(self) -> Picture:
        picture: Picture | None = self.cleaned_data["file"]
        if picture is None:
            raise ValidationError("Choose a picture.")
        return picture
