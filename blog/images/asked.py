"""The descriptions that are asked for when an essay is published: a field for each picture that has none."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import User
from accounts.texts import LineField

from ..models import MAX_ALT_LENGTH, Image, Post
from .describing import undescribed

# The form's other fields and these are fewer than a request may have; of more, the rest is asked next time.
MAX_ASKED = 50


class AsksDescriptions(forms.BaseForm):
    """A form of an essay that asks, where it is bound and `complete`, what its text's pictures show.

    Another one says by `undescribed` which pictures of its text nobody has described.
    """

    complete: bool
    instance: Post
    by: User

    def undescribed(self, text: str) -> list[Image]:
        return undescribed(self.instance, text)

    def ask_descriptions(self, text: str) -> None:
        """Add the fields. `text` is what `by` is to publish."""
        missing = self.undescribed(text)
        theirs = Image.objects.editable_by(self.by).filter(pk__in=[image.pk for image in missing])
        own = set(theirs.values_list("pk", flat=True)) if missing else set()
        self.asked = [image for image in missing if image.pk in own][:MAX_ASKED]
        for number, image in enumerate(self.asked, start=1):
            which = f"picture {number}" if len(self.asked) > 1 else "the picture"
            self.fields[f"alt_{image.name}"] = LineField(
                label=f"Description of {which}",
                required=False,
                max_length=MAX_ALT_LENGTH,
                help_text="What it shows, for readers who cannot see it.",
            )
            self.fields[f"decorative_{image.name}"] = forms.BooleanField(
                label=f"It is decorative: readers who cannot see {which} miss nothing", required=False
            )

    def asked_fields(self) -> list[tuple[Image, Any, Any]]:
        """For the template: each picture with its two fields."""
        return [(image, self[f"alt_{image.name}"], self[f"decorative_{image.name}"]) for image in self.asked]

    def check_descriptions(self, cleaned: dict[str, Any]) -> None:
        for image in self.asked:
            alt, decorative = (cleaned.get(f"{field}_{image.name}") for field in ("alt", "decorative"))
            if f"alt_{image.name}" in self.errors:
                continue
            if bool(alt) == bool(decorative):
                said = "Say what it shows, or that it is decorative" + ("" if alt else ".")
                self.add_error(f"alt_{image.name}", f"{said}, not both." if alt else said)

    def described(self) -> list[Image]:
        """The pictures as a valid form describes them, not stored yet."""
        for image in self.asked:
            image.alt = self.cleaned_data[f"alt_{image.name}"]
            image.is_decorative = self.cleaned_data[f"decorative_{image.name}"]
        return self.asked
