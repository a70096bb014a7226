"""What flash cards add to the pages of topics and specifications."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from ..cards.decks import Deck, counts_of
from ..cards.scheduling import wait_words
from ..models import KeyTerm, Specification, Topic

register = template.Library()

# Characters that fit on a card of 92 by 62 mm in the sizes of cards.css; any definition fits the last.
PRINT_SIZES = ((300, "cut"), (500, "cut long"), (1000, "cut longer"))


@register.filter
def comes_back(due_at: datetime) -> str:
    """In words from now: tomorrow, in 12 days."""
    return wait_words(due_at, timezone.now(), timezone.get_current_timezone())


@register.filter
def print_size(term: KeyTerm) -> str:
    """The classes of a card on paper, which set its definition small enough to fit."""
    length = len(term.definition)
    return next((name for most, name in PRINT_SIZES if length <= most), "cut longest")


@register.inclusion_tag("studynotes/_cards_of.html", takes_context=True)
def cards_of(context: dict[str, Any], topic: Topic) -> dict[str, Any]:
    """The cards of a topic's key terms: how many are due to the reader, how to begin. One query.

    `topic` comes with its specification.
    """
    return _cards(context, Deck(topic.specification, topic))


@register.inclusion_tag("studynotes/_cards_of.html", takes_context=True)
def cards_in(context: dict[str, Any], specification: Specification) -> dict[str, Any]:
    """The same of all topics of a specification. One query."""
    return _cards(context, Deck(specification))


def _cards(context: dict[str, Any], deck: Deck) -> dict[str, Any]:
    request = context["request"]
    counts = counts_of(deck.terms(request.user), request.user, timezone.now())
    return {"deck": deck, "counts": counts, "user": request.user, "request": request,
            "csrf_token": context.get("csrf_token")}  # fmt: skip
