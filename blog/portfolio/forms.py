"""The form of a portfolio."""

from __future__ import annotations

from django import forms

from accounts.texts import TextField

from ..models import MAX_INTRODUCTION_LENGTH, Portfolio


class PortfolioForm(forms.ModelForm):
    introduction = TextField(
        required=False,
        max_length=MAX_INTRODUCTION_LENGTH,
        help_text="What you want a reader to know before they read: a few sentences, above the essays.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    class Meta:
        model = Portfolio
        fields = ["introduction", "is_public"]
        labels = {"is_public": "Everyone may see this page"}
        help_texts = {
            "is_public": "Until you tick this, only you see it. Each essay keeps its own audience either way."
        }
