import pytest

from studynotes.cards.actions import rate_card
from tests.studynotes import makers


@pytest.fixture
def card(classmate):
    return makers.make_card(classmate, makers.make_term(term="Gulag"))


@pytest.fixture
def review(classmate, card):
    return rate_card(card=card, rating=1, last_review="", by=classmate)


def address(review):
    return f"/my/cards/ratings/{review.pk}/undo/"


def test_the_card_is_as_it_was(client, classmate, card, review):
    client.force_login(classmate)
    page = client.post(address(review), follow=True).text
    assert "The rating of “Gulag” is undone" in page
    due_at = card.due_at
    card.refresh_from_db()
    assert (card.memory, card.due_at, card.reviews.count()) == ({}, due_at, 0)


def test_the_page_after_a_rating_offers_it(client, classmate, review):
    client.force_login(classmate)
    assert f'action="{address(review)}"' in client.get(f"/my/cards/review/?rated={review.pk}").text


def test_only_the_last_rating_is_undone(client, classmate, card, review):
    card.refresh_from_db()
    rate_card(card=card, rating=4, last_review=card.last_review, by=classmate)
    client.force_login(classmate)
    assert "Only the last rating" in client.post(address(review), follow=True).text
    assert card.reviews.count() == 2


def test_twice_undone_is_404(client, classmate, review):
    client.force_login(classmate)
    client.post(address(review))
    assert client.post(address(review)).status_code == 404


def test_nobody_undoes_anothers_rating(client, author, review):
    client.force_login(author)
    assert client.post(address(review)).status_code == 404


def test_a_stranger_is_sent_to_sign_in(client, review):
    assert client.post(address(review)).url == "/accounts/login/?next=/my/cards/review/"


def test_a_visit_undoes_nothing(client, classmate, review):
    client.force_login(classmate)
    assert client.get(address(review)).status_code == 405
