"""What an author says to a finding of the check: read from the form, kept, and taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from accounts.texts import TextField
from sources.checks import answers
from sources.models import Source

from ..models import FindingAnswer, Post
from .reciting import recite

# A text of which so many findings were answered is checked no more: it is argued with.
MAX_ANSWERS = 500
MAX_PLACE_LENGTH = 10_000
TAKE_BACK = "take-back"
KINDS = [(kind, kind) for kind in sorted(answers.KINDS)]


class AnswerForm(forms.Form):
    """One answer to one finding. `sources` are those that may be meant, by key."""

    kind = forms.ChoiceField(choices=KINDS)
    words = TextField(required=False, strip=False, max_length=answers.MAX_WORDS)
    before = TextField(required=False, strip=False, max_length=answers.MAX_CONTEXT)
    after = TextField(required=False, strip=False, max_length=answers.MAX_CONTEXT)
    answer = forms.ChoiceField(choices=FindingAnswer.Answer)
    source = TextField(required=False)

    def __init__(self, *args: Any, sources: Mapping[str, Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = sources

    def clean_source(self) -> Source | None:
        key = self.cleaned_data["source"]
        if self.data.get("answer") != FindingAnswer.Answer.SOURCE:
            return None
        source = self.sources.get(key)
        if source is None or source.pk is None:
            raise ValidationError("Choose one of your sources; a new one has to be saved first.")
        return source

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, answer = cleaned.get("kind"), cleaned.get("answer")
        if answer and answer != FindingAnswer.Answer.LEAVE and kind not in answers.ABOUT_CITATIONS:
            raise ValidationError("Only a citation can be none, or be given a source.")
        return cleaned


def asked(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an answer in what the ledger's buttons send.

    A button is called `answer` and says what and which: "leave:7". `place-7` tells what the finding is about,
    and `source-7` which source is meant. Nothing where that cannot be read.
    """
    answer, _, number = str(data.get("answer", "")).partition(":")
    told = str(data.get(f"place-{number[:10]}", ""))[:MAX_PLACE_LENGTH]
    try:
        kind, words, before, after = json.loads(told)
    except (ValueError, TypeError, RecursionError):
        return {}
    fields = {"kind": kind, "words": words, "before": before, "after": after, "answer": answer}
    return fields | {"source": data.get(f"source-{number[:10]}", "")}


@transaction.atomic
def remember(*, post: Post, by: User, answer: Mapping[str, Any]) -> FindingAnswer:
    """Keep the cleaned `answer`; an earlier one to the same place is replaced.

    Raises ValidationError where the essay has too many.
    """
    about = {name: answer[name] for name in ("kind", "words", "before", "after")}
    post.finding_answers.filter(**about).delete()
    if post.finding_answers.count() >= MAX_ANSWERS:
        raise ValidationError(f"An essay keeps {MAX_ANSWERS} answers. Take back some of them.")
    kept = FindingAnswer(post=post, **about, answer=answer["answer"], source=answer["source"], answered_by=by)
    kept.full_clean()
    kept.save()
    # What readers see follows: the links of the text, and what was counted.
    recite(post)
    return kept


@transaction.atomic
def take_back(*, post: Post, pk: int) -> None:
    """Forget an answer; what is no answer of this essay is passed over."""
    if post.finding_answers.filter(pk=pk).delete()[0]:
        recite(post)
