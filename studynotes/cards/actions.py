"""What a learner does with cards. Each is one transaction; nobody reaches another's cards."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User

from ..models import Card, CardReview
from .decks import Deck
from .scheduling import first_due, outcome

RATED_ELSEWHERE = "This card was rated already, perhaps in another window. That rating stands."
RATED_SINCE = "Only the last rating of a card can be undone, and this card was rated again since."


@transaction.atomic
def start_cards(*, learner: User, deck: Deck) -> int:
    """Give the learner a card for each term of `deck`, and take up those that were set aside.

    Returns how many are learned now that were not before.
    """
    taken_up = deck.cards(learner).filter(set_aside_at__isnull=False).update(set_aside_at=None)
    missing = deck.terms(learner).exclude(cards__learner=learner)
    now, zone = timezone.now(), timezone.get_current_timezone()
    cards = [
        Card(learner=learner, term=term, due_at=first_due(number, now, zone))
        for number, term in enumerate(missing.only("pk"))
    ]
    # Two windows that start a deck at once make one card for each term.
    Card.objects.bulk_create(cards, ignore_conflicts=True)
    return taken_up + len(cards)


@transaction.atomic
def stop_cards(*, learner: User, deck: Deck) -> int:
    """Set the deck's cards aside: they are not asked, and keep their history. Returns how many."""
    return deck.cards(learner).learned().update(set_aside_at=timezone.now())


@transaction.atomic
def rate_card(*, card: Card, rating: int, last_review: str, by: User) -> CardReview:
    """Keep how well `by` knew the card, and when it comes back.

    `last_review` is the card's as it was when it was shown: a form that is sent twice rates once.
    Raises ValidationError where it was rated since.
    """
    card = Card.objects.select_for_update().get(pk=card.pk, learner=by)
    if card.last_review != last_review:
        raise ValidationError(RATED_ELSEWHERE)
    now = timezone.now()
    before = {"memory": card.memory, "due_at": card.due_at.isoformat()}
    found = outcome(card.memory, rating, now, timezone.get_current_timezone())
    card.memory, card.due_at = found.memory, found.due_at
    card.save(update_fields=["memory", "due_at"])
    return CardReview.objects.create(card=card, rating=rating, reviewed_at=now, before=before)


@transaction.atomic
def undo_review(*, review: CardReview, by: User) -> Card:
    """Take the last rating of a card back, as if it had not been. Returns the card.

    Raises ValidationError where it is not the last.
    """
    card = Card.objects.select_for_update().get(pk=review.card_id, learner=by)
    if card.reviews.first() != review:
        raise ValidationError(RATED_SINCE)
    card.memory = review.before["memory"]
    card.due_at = datetime.fromisoformat(review.before["due_at"])
    card.save(update_fields=["memory", "due_at"])
    review.delete()
    return card
