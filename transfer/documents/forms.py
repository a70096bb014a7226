"""The form that a document is imported with."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from accounts.models import User
from blog.choices import CourseField
from blog.models import Post
from courses.models import Course

from .reading import MAX_BYTES, TOO_LARGE, Draft, read_document
from .refusing import Refused

ACCEPTED = ".docx,.odt,.md,.markdown,.txt"


class DocumentForm(forms.Form):
    """A document and a course; `draft` is what was read of it, once the form is valid."""

    file = forms.FileField(
        label="Document",
        allow_empty_file=True,
        error_messages={"required": "Choose a file."},
        help_text=f"Word (.docx), LibreOffice or Google Docs (.odt, .docx) or Markdown (.md), at most "
        f"{MAX_BYTES // 1024**2} MB.",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    course = CourseField(Course.objects.none())

    def __init__(self, *args: Any, writer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft = Draft("")
        course = cast(CourseField, self.fields["course"])
        offered = course.offer(Course.objects.joined_by(writer))
        if not self.is_bound and len(offered) > 1:
            course.initial = _last_used(writer, offered)

    def refuse(self, reason: str) -> None:
        """Say `reason` above the form, and read nothing."""
        self.errors.clear()
        self.add_error(None, reason)

    def clean(self) -> dict[str, Any]:
        """The file is read last: it is what costs."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file and not self.errors:
            if (file.size or 0) > MAX_BYTES:
                raise ValidationError({"file": TOO_LARGE})
            try:
                self.draft = read_document(file.read(), file.name or "")
            except Refused as refusal:
                raise ValidationError({"file": str(refusal)}) from refusal
        return cleaned


def _last_used(writer: User, courses: QuerySet[Course]) -> int | None:
    """The course of the essay that was begun last."""
    begun = Post.objects.editable_by(writer).filter(course__in=courses).order_by("-pk")
    return begun.values_list("course", flat=True).first()
