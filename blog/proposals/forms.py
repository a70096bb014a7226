"""The form in which a reader proposes a source."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.forms import TellingForm
from accounts.models import User
from accounts.texts import LineField
from sources import csl
from sources.likeness import alike
from sources.models import Source
from sources.reference import plain_reference

from ..library.searching import found_in
from ..models import MAX_LINE_LENGTH, Post, SourceProposal

MAX_OFFERED = 6
NEW = "new"
CHOOSE = "The course has sources like this one. Choose the one you mean, or say that it is another."
MAX_NOTE_LENGTH = SourceProposal._meta.get_field("note").max_length or 0


class ProposalForm(TellingForm, forms.Form):
    """A line, and below it the sources of the library that it may mean, once there are any to choose from."""

    line = LineField(
        label="Source",
        max_length=MAX_LINE_LENGTH,
        help_text="As you would list it at the end of an essay, or some words of one that the course has: "
        "author, title.",
        error_messages={"required": "Say which source you mean."},
    )
    choice = forms.ChoiceField(label="Sources of the course", required=False, widget=forms.RadioSelect)
    note = LineField(
        label="Why it would help",
        required=False,
        max_length=MAX_NOTE_LENGTH,
        help_text="For the author, and for everyone once it is accepted: a sentence or two.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, post: Post, proposer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # a browser would cut a long paste without a word
            field.widget.attrs.pop("maxlength", None)
        self.post, self.proposer = post, proposer
        self.library = Source.objects.visible_to(proposer).filter(course=post.course_id)
        self.offered = self._like(self._typed()) if self.is_bound else {}
        if self.offered:
            pairs = [(str(pk), plain_reference(source.csl)) for pk, source in self.offered.items()]
            self.fields["choice"].choices = [*pairs, (NEW, "Another source: the words above name it")]  # type: ignore[attr-defined]
        else:
            del self.fields["choice"]

    @property
    def source(self) -> Source | None:
        """The chosen one of the library; None where the line names a new one."""
        choice = self.cleaned_data.get("choice", "")
        return None if choice in ("", NEW) else self.offered[int(choice)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.offered and not cleaned.get("choice") and "choice" not in self.errors:
            self.add_error("choice", ValidationError(CHOOSE))
        return cleaned

    def _typed(self) -> str:
        try:
            return str(self.fields["line"].clean(self.data.get("line", "")))
        except ValidationError:
            return ""

    def _like(self, line: str) -> dict[int, Source]:
        """The sources that `line` may mean, likest first; none where it names one word for word."""
        named = Q(title=csl.title(csl.from_line(line))) | Q(entries__line=line)
        if not line or self.library.filter(named).exists():
            return {}
        sources = {source.pk: source for source in self.library}
        items = ({**source.csl, "id": pk} for pk, source in sources.items())
        likely = [int(pk) for pk, _ in alike({**csl.from_line(line), "id": ""}, items, MAX_OFFERED)]
        said = found_in(self.library, line, course=self.post.course, user=self.proposer)
        return {pk: sources[pk] for pk in dict.fromkeys([*likely, *said][:MAX_OFFERED])}
