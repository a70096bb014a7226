"""What authors say of themselves: the part of an essay's form, and the form that asks somebody to join."""

from __future__ import annotations

from collections.abc import Collection

from django import forms

from accounts.models import User
from accounts.texts import LineField
from courses.models import Course

from ..models import MAX_PSEUDONYM_LENGTH, Post
from .names import joined

# A name and an address have room in it.
MAX_ASKED_LENGTH = 254


class PseudonymForm(forms.ModelForm):
    """The part of an essay's form that is about its pseudonym, where a course allows one or it has one."""

    instance: Post
    pseudonym = LineField(required=False, max_length=MAX_PSEUDONYM_LENGTH)

    def offer_pseudonym(self, courses: Collection[Course], writer: User) -> None:
        """Keep the field, and say who sees which name; or take it out."""
        allowed = [course.title for course in courses if course.rules_of_writing().allows_pseudonyms]
        if not (allowed or self.instance.pseudonym):
            del self.fields["pseudonym"]
            return
        own = joined(self.instance.byline_of_accounts.names if self.instance.pk else [writer.display_name])
        self.fields["pseudonym"].widget.attrs.pop("maxlength", None)
        self.fields["pseudonym"].help_text = _who_sees_what(
            own, self.instance.pseudonym, allowed, len(courses)
        )

    def clean_pseudonym(self) -> str:
        """A form without the field says nothing: nobody is named by what was left out."""
        sent = self.add_prefix("pseudonym") in self.data
        return self.cleaned_data["pseudonym"] if sent else self.instance.pseudonym


class AskForm(forms.Form):
    """Somebody of the course, by name or address."""

    who = LineField(
        label="Name or e-mail address",
        max_length=MAX_ASKED_LENGTH,
        help_text="Of somebody in this course, as it is written in the list of its members.",
        error_messages={"required": "Say whom you want to ask."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "members"}),
    )


def _who_sees_what(own: str, pseudonym: str, allowed: list[str], courses: int) -> str:
    if pseudonym:
        said = f"Your course’s staff and you see {own}; everybody else sees {pseudonym}."
        if not allowed:
            return f"{said} The course takes no new pseudonyms; yours stays until you empty this."
        return f"{said} So it is under your comments below the essay. Empty it, and everybody sees {own}."
    said = (
        f"Everybody sees {own}. With a pseudonym your course’s staff and you still see {own}; everybody else "
        "sees the pseudonym, on the essay and on what you write below it."
    )
    return f"{said} Only in {joined(allowed)}." if len(allowed) < courses else said
