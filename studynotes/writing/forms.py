"""The form that a study note is written in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from blog.citing.typed import typed_body
from blog.images.asked import AsksDescriptions
from blog.images.describing import undescribed_of
from blog.models import Image
from blog.writing.fields import BodyField, ReasonField, SourcesField, WindowForm

from ..models import StudyNote
from .pictures import pictures_in


class NoteForm(AsksDescriptions, WindowForm, forms.Form):
    """A note as `by` writes it; `complete` asks for what a published one needs."""

    body = BodyField(
        help_text="Markdown, citations as (Freeze 347) or [@key, 347], and boxes, from “::: term” to “:::”.",
        rows=26,
    )
    sources = SourcesField(of="A note")
    reason = ReasonField()

    def __init__(self, *args: Any, note: StudyNote, by: User, complete: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.note, self.by, self.complete = note, by, complete
        self.asked: list[Image] = []
        if not note.published_at:
            del self.fields["reason"]
        if note.pk:
            sources = "\n".join(note.source_lines())
            self.initial.update(body=note.body, sources=sources, base=note.revision_number)
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
