"""The fields of the reply form for the passage that a reply answers."""

from __future__ import annotations

from typing import Any, NamedTuple

from crispy_forms.layout import LayoutObject
from django import forms

from accounts.texts import TextField
from blog.models import Post
from blog.numbers import number

from ..models.passage import CONTEXT_LENGTH, MAX_QUOTE_LENGTH
from .copied import handed_in
from .essay_text import essay_text
from .likeness import Likeness
from .selectors import Place, Sought, select

# With the citations and the breaks of lines that are copied along.
MOST_COPIED = 2 * MAX_QUOTE_LENGTH
NOT_THERE = "These words are not in the essay. Copy them as they stand there, without its notes."


class Chosen(NamedTuple):
    """A passage as it stands in the essay's text at `version`."""

    sought: Sought
    place: Place
    version: int


class PassageFields(forms.Form):
    """`quote` is the passage, as chosen on the page or copied from it; the others say which of several.

    The form is bound with `essay`, whose words they are. What was chosen is `cleaned_data["passage"]`.
    """

    quote = TextField(
        label="Words of the essay",
        required=False,
        max_length=MOST_COPIED,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 45}),
        help_text="Copy the words that you reply to from the essay. They are shown above your reply.",
    )
    quote_prefix = TextField(required=False, strip=False, widget=forms.HiddenInput)
    quote_suffix = TextField(required=False, strip=False, widget=forms.HiddenInput)
    quote_start = TextField(required=False, widget=forms.HiddenInput)
    passage_fields = ("quote", "quote_prefix", "quote_suffix", "quote_start")

    def __init__(
        self, *args: Any, essay: Post | None = None, has_passage: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.essay = essay
        # Whether its fields are drawn: to ask for them, or as they were sent.
        self.has_passage = has_passage or bool(self.data.get("quote", "").strip())

    def clean_quote(self) -> str:
        words: str = self.cleaned_data["quote"]
        self.cleaned_data["passage"] = self._chosen(words) if words and self.essay else None
        return words

    def _chosen(self, words: str) -> Chosen:
        assert self.essay is not None  # noqa: S101  (asked above)
        essay = Likeness(essay_text(self.essay.body_html))
        prefix, suffix, start = (self.data.get(f"quote_{part}", "") for part in ("prefix", "suffix", "start"))
        near = number(start) or None
        sought = Sought(words, prefix[-CONTEXT_LENGTH:], suffix[:CONTEXT_LENGTH], near)
        place = handed_in(essay, sought)
        if place is None:
            raise forms.ValidationError(NOT_THERE)
        if (length := place.end - place.start) > MAX_QUOTE_LENGTH:
            raise forms.ValidationError(
                f"The passage has {length:,} characters; it may have {MAX_QUOTE_LENGTH:,}. "
                "Choose a shorter one, or reply to the whole essay."
            )
        return Chosen(select(essay.text, place), place, self.essay.version)


def drawn_first(form: PassageFields) -> tuple[LayoutObject | str, ...]:
    """What the form shows above the reply's text."""
    return form.passage_fields if form.has_passage else ()
