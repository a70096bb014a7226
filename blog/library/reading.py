"""A bibliography is read in: from a file or a pasted text to a draft that waits for its reader's choice."""

from __future__ import annotations

import threading
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import ErrorDict

from accounts.models import User
from accounts.texts import one_line, storable
from courses.models import Course
from sources.formats import upload
from sources.formats.fingerprints import fingerprint
from sources.formats.model import Entry, Problem, Reading
from sources.likeness import Library
from sources.models import ImportDraft, Source
from sources.models.imports import MAX_FILE_NAME_LENGTH

MAX_ALIKE = 3
# A file at its limits takes ten seconds and 200 MB: one at a time, whoever sends how many.
_ONE_AT_A_TIME = threading.Lock()
LONGEST_WAIT = 20
NOTHING_IN_IT = "There is nothing in it that can be imported."
BUSY = "Other bibliographies are being read in just now. Please try again in a minute."


class UploadForm(forms.Form):
    """A file or a text; `reading` is what was read of it, once the form is valid."""

    file = forms.FileField(
        label="File",
        required=False,
        allow_empty_file=True,
        help_text=f"BibTeX, BibLaTeX, RIS or CSL-JSON, at most {upload.MAX_BYTES // 1_000_000} MB.",
        widget=forms.FileInput(attrs={"accept": ".bib,.ris,.json,.txt,.enw,.csljson"}),
    )
    text = forms.CharField(
        label="Or paste it here",
        required=False,
        strip=False,
        help_text="More than 2 MB of text has to come as a file.",
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading = Reading()

    def refuse(self, reason: str) -> None:
        """Say `reason` above what was typed, and read nothing."""
        self._errors, self.cleaned_data = ErrorDict(), {}
        self.add_error(None, reason)

    @property
    def file_name(self) -> str:
        file = self.cleaned_data.get("file")
        return one_line(storable(file.name))[:MAX_FILE_NAME_LENGTH] if file else ""

    def problems(self) -> list[Problem]:
        """What was wrong, in words that can be stored and shown: a file's own words are among them."""
        return [Problem(one.line, _told(one.message), _told(one.entry)) for one in self.reading.problems]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if not self.errors:
            try:
                self.reading = self._read(file, text)
            except upload.Refused as refusal:
                self.add_error("file" if file else "text", str(refusal))
            else:
                if not self.reading.entries:
                    self.add_error("file" if file else "text", NOTHING_IN_IT)
        return cleaned

    def _read(self, file: UploadedFile | None, text: str) -> Reading:
        if file and text.strip():
            raise ValidationError("Choose a file or paste a text, not both.")
        if not file and not text.strip():
            raise ValidationError("Choose a file, or paste its text.")
        if file and not file.size:
            raise upload.Refused("This file is empty.")
        data = _bytes_of(file) if file else storable(text)
        if not _ONE_AT_A_TIME.acquire(timeout=LONGEST_WAIT):
            raise ValidationError(BUSY)
        try:
            reading = upload.read(data, name=str(file.name) if file else "")
        finally:
            _ONE_AT_A_TIME.release()
        return reading


def keep(*, form: UploadForm, course: Course, by: User) -> ImportDraft:
    """The reading as a draft of `by`'s. Those that nobody can see any more go."""
    ImportDraft.objects.expired().delete()
    rows = Source.objects.visible_to(by).filter(course=course)
    library = Library({**item, "id": key} for key, item in rows.values_list("key", "csl"))
    marks = set(rows.shared().values_list("fingerprint", flat=True))
    return ImportDraft.objects.create(
        course=course,
        by=by,
        file_name=form.file_name,
        entries=[_kept(entry, library, marks) for entry in form.reading.entries],
        problems=[
            {"line": problem.line, "entry": problem.entry, "message": problem.message}
            for problem in form.problems()
        ],
    )


def _kept(entry: Entry, library: Library, marks: set[str]) -> dict[str, Any]:
    # What is there needs nothing like it.
    is_there = fingerprint(entry.item) in marks
    near = [] if is_there else library.alike({**entry.item, "id": ""}, MAX_ALIKE)
    return {
        "item": entry.item,
        "line": entry.line,
        "dropped": [_told(name) for name in entry.dropped],
        "alike": [key for key, _ in near],
    }


def _told(words: str) -> str:
    return one_line(storable(words))


def _bytes_of(file: UploadedFile) -> bytes:
    # One more than is read is enough to refuse it.
    return file.read(upload.MAX_BYTES + 1)
