"""The reply form: WordPress's labels, order and limits."""

from __future__ import annotations

import re
import uuid
from functools import cache
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.validators import URLValidator
from django.utils.safestring import SafeString

from accounts.arrivals import TRAP, age_of, submission_in
from accounts.texts import NOT_AN_URL, LineField, TextField
from blog import markup
from blog.numbers import number

from .anchoring.fields import PassageFields, drawn_first
from .cookies import Commenter
from .models import (
    MAX_BODY_LENGTH,
    MAX_GUEST_EMAIL_LENGTH,
    MAX_GUEST_NAME_LENGTH,
    MAX_GUEST_WEBSITE_LENGTH,
)

# What the template pack writes and nobody reads: indentation, and names for its wrappers.
_NOISE = re.compile(r'\s{2,}| id="div_id_\w+" ')


class ReplyForm(PassageFields):
    """What everyone fills in. The template around it writes `parent`, `writer` and `submission`."""

    # The labels end in a space: the template pack puts the asterisk behind them.
    body = TextField(
        label="Comment ",
        max_length=MAX_BODY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8, "cols": 45}),
        error_messages={
            "required": "Please type your comment.",
            "max_length": "Your comment has %(show_value)d characters; it may have %(limit_value)d.",
        },
    )
    question = forms.BooleanField(label="This is a question to the author", required=False)
    fields_in_order: tuple[Any, ...] = ("body", "question")

    def __init__(self, *args: Any, asks: bool = True, **kwargs: Any) -> None:
        """Without `asks` there is nobody to ask: it is the author's own form."""
        super().__init__(*args, **kwargs)
        if not asks:
            self.fields.pop("question", None)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.form_show_errors = True
        button = HTML(
            '<p class="actions"><button class="btn btn-primary">Post Comment</button> '
            '<button class="btn btn-secondary" name="intent" value="preview">Preview</button></p>'
        )
        names = [name for name in self.fields_in_order if name != "question" or name in self.fields]
        helper.layout = Layout(*drawn_first(self), *names, button)
        return helper

    @property
    def parent(self) -> int:
        """The id of the comment that is answered; 0 for a comment of the first level, -1 for nonsense."""
        text = self.data.get("parent", "").strip()
        return 0 if text in ("", "0") else number(text) or -1

    @property
    def writer(self) -> int:
        """The account that the form was drawn for; 0 for a guest."""
        return number(self.data.get("writer", ""))

    @property
    def submission(self) -> uuid.UUID:
        return submission_in(self.data.get("submission", ""))

    @property
    def age(self) -> float | None:
        return age_of(self.data.get("submission", ""))

    @property
    def trap(self) -> str:
        """What came in the field that no person sees, finds by the keyboard or hears of."""
        return self.data.get(TRAP, "")


class GuestReplyForm(ReplyForm):
    name = LineField(
        label="Name ",
        max_length=MAX_GUEST_NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Please type your name."},
    )
    email = forms.EmailField(
        label="Email ",
        max_length=MAX_GUEST_EMAIL_LENGTH,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Please type your email address.",
            "invalid": "Please type a whole email address, such as name@example.org.",
        },
    )
    website = forms.URLField(
        label="Website",
        required=False,
        max_length=MAX_GUEST_WEBSITE_LENGTH,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
        error_messages={"invalid": NOT_AN_URL},
    )
    remember = forms.BooleanField(
        label="Save my name, email, and website in this browser for the next time I comment.", required=False
    )
    question = None  # type: ignore[assignment]  # who could say that it is answered?
    fields_in_order = ("body", Div("name", "email", css_class="pair"), "website", "remember")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        note = "email-notes"
        if self.is_bound and "email" in self.errors:
            note += " id_email_error"
        self.fields["email"].widget.attrs["aria-describedby"] = note

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean_website(self) -> str:
        website = self.cleaned_data["website"]
        if website:
            URLValidator(schemes=["http", "https"], message=self.fields["website"].error_messages["invalid"])(
                website
            )
        return website

    @property
    def commenter(self) -> Commenter:
        data = self.cleaned_data
        return Commenter(data["name"], data["email"], data["website"])


def fields_for(
    signed_in: bool, commenter: Commenter, *, asks: bool = True, has_passage: bool = False, body: str = ""
) -> SafeString:
    """An empty form's fields, or with a `body` to begin with, and with those for a passage where it
    `has_passage`; a guest's own ones filled in where the browser remembers them."""
    if not has_passage and not body and (signed_in or not any(commenter)):
        return _empty_fields(signed_in, asks)
    if signed_in:
        return render_crispy_form(ReplyForm(initial={"body": body}, asks=asks, has_passage=has_passage))
    remembered = commenter._asdict() | {"remember": True} if any(commenter) else {}
    return render_crispy_form(GuestReplyForm(initial=remembered | {"body": body}, has_passage=has_passage))


@cache
def _empty_fields(signed_in: bool, asks: bool) -> SafeString:
    """Rendered once: they are the same for everyone, and cost more than the rest of the page.

    What nobody reads goes: the first flight is full.
    """
    drawn = render_crispy_form(ReplyForm(asks=asks) if signed_in else GuestReplyForm())
    return markup.stored(_NOISE.sub(" ", drawn))
