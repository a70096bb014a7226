from django import forms

from ..models import CardReview


class RatingForm(forms.Form):
    """How well a card was known, and the state of it that was shown."""

    rating = forms.TypedChoiceField(
        choices=CardReview.Rating.choices,
        coerce=int,
        error_messages={
            "required": "Say how well you knew it.",
            "invalid_choice": "Say how well you knew it.",
        },
    )
    last_review = forms.CharField(max_length=40, required=False)
