"""The form that a study note is written in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.texts import LineField, TextField
from blog.citing.typed import typed_body
from blog.forms import NumberHeld, SourcesField
from blog.images.asked import AsksDescriptions
from blog.images.describing import undescribed_of
from blog.models import MAX_BODY_LENGTH, MAX_REASON_LENGTH, Image

from ..models import StudyNote
from .pictures import pictures_in


class NoteForm(AsksDescriptions, forms.Form):
    """A note as `by` writes it; `complete` asks for what a published one needs."""

    body = TextField(
        label="Text",
        required=False,
        strip=False,
        max_length=MAX_BODY_LENGTH,
        error_messages={
            "max_length": "The text is too long: %(show_value)d characters of at most %(limit_value)d."
        },
        help_text="Markdown, citations as (Freeze 347) or [@key, 347], and boxes, from “::: term” to “:::”.",
        widget=forms.Textarea(attrs={"rows": 26}),
    )
    sources = SourcesField(of="A note")
    reason = LineField(
        label="What you changed, and why",
        required=False,
        max_length=MAX_REASON_LENGTH,
        help_text="Readers see it beside the revision.",
    )
    # The working copy that this window holds, and the revision that its writer began with.
    copy = NumberHeld()
    copy_version = NumberHeld()
    base = NumberHeld()
    window = forms.CharField(required=False, widget=forms.HiddenInput)
    # Nothing is chosen beside the text: what an essay's form was opened with, this one has not.
    begun = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, note: StudyNote, by: User, complete: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.note, self.by, self.complete = note, by, complete
        self.asked: list[Image] = []
        if not note.published_at:
            del self.fields["reason"]
        if note.pk:
            lines = note.sources.order_by("position").values_list("line", flat=True)
            self.initial.update(
                {"body": note.body, "sources": "\n".join(lines), "base": note.revision_number}
            )
        if self.is_bound and complete:
            self.ask_descriptions(typed_body(str(self.data.get("body", ""))))

    def undescribed(self, text: str) -> list[Image]:
        return undescribed_of(pictures_in(self.note, text, by=self.by), text)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not {"body", "sources"} <= self.data.keys():
            raise ValidationError("The form did not arrive as it was sent. Nothing is changed.")
        self.check_descriptions(cleaned)
        return cleaned

    def tell(self, error: ValidationError) -> None:
        """Show what an action found wrong beside the fields that it is about."""
        for name, messages in getattr(error, "message_dict", {"__all__": error.messages}).items():
            for message in messages:
                self.add_error(name if name in self.fields else None, message)
