from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from studynotes.cards.actions import rate_card
from studynotes.models import CardReview
from tests.studynotes import makers


@pytest.fixture
def card(classmate):
    return makers.make_card(classmate, makers.make_term(term="Gulag"))


def address(card):
    return f"/my/cards/{card.pk}/rate/"


def test_a_rating_is_kept_and_the_card_comes_back_when_the_button_said(client, classmate, card):
    client.force_login(classmate)
    before = card.due_at
    response = client.post(address(card), {"rating": "4", "last_review": ""}, follow=True)
    assert "Gulag: Easy. It comes back in 8 days." in response.text
    card.refresh_from_db()
    [review] = card.reviews.all()
    assert (review.rating, review.before) == (4, {"memory": {}, "due_at": before.isoformat()})
    assert timedelta(days=7) < card.due_at - timezone.now() < timedelta(days=8)


def test_the_deck_is_gone_on_with(client, classmate, card):
    slug = card.term.note.topic.specification.slug
    client.force_login(classmate)
    response = client.post(address(card), {"rating": "3", "deck": slug})
    assert response.url == f"/my/cards/review/?deck={slug}&rated={card.reviews.get().pk}"


def test_a_form_that_is_sent_twice_rates_once(client, classmate, card):
    client.force_login(classmate)
    client.post(address(card), {"rating": "3", "last_review": ""})
    response = client.post(address(card), {"rating": "1", "last_review": ""}, follow=True)
    assert "This card was rated already" in response.text
    assert card.reviews.count() == 1


def test_the_history_is_kept_from_day_to_day(classmate, card):
    for days in (0, 3, 9):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            card.refresh_from_db()
            rate_card(card=card, rating=3, last_review=card.last_review, by=classmate)
    before = [review.before["memory"].get("last_review", "") for review in card.reviews.all()]
    assert before == sorted(before, reverse=True)
    assert (len(before), before[-1]) == (3, "")


@pytest.mark.parametrize(
    "form", [{}, {"rating": "5"}, {"rating": "good"}, {"rating": "1", "last_review": "x" * 41}]
)
def test_a_rating_that_is_none_is_asked_again(client, classmate, card, form):
    client.force_login(classmate)
    response = client.post(address(card), form)
    assert response.status_code == 422
    assert "<details open>" in response.text
    assert not card.reviews.exists()


def test_nobody_rates_anothers_card(client, author, card):
    client.force_login(author)
    assert client.post(address(card), {"rating": "3"}).status_code == 404


def test_an_action_refuses_what_was_rated_since(classmate, card):
    with pytest.raises(ValidationError, match="rated already"):
        rate_card(card=card, rating=3, last_review="2026", by=classmate)


def test_the_database_knows_four_ratings(card):
    with pytest.raises(IntegrityError, match="card_review_rating_known"):
        CardReview.objects.create(card=card, rating=5)


def test_a_stranger_is_sent_to_sign_in_and_back_to_the_cards(client, card):
    assert client.post(address(card)).url == "/accounts/login/?next=/my/cards/review/"


def test_a_visit_rates_nothing(client, classmate, card):
    client.force_login(classmate)
    assert client.get(address(card)).status_code == 405


def test_a_new_card_and_its_first_rating_are_whole(card):
    card.full_clean()
    CardReview(card=card, rating=3).full_clean()
