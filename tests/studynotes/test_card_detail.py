import pytest
from django.utils import timezone

from studynotes.cards.actions import rate_card
from tests.studynotes import makers


@pytest.fixture
def card(classmate):
    return makers.make_card(classmate, makers.make_term(term="Gulag"))


def test_a_cards_history_is_shown(client, classmate, card):
    rate_card(card=card, rating=2, last_review="", by=classmate)
    client.force_login(classmate)
    page = client.get(card.get_absolute_url()).text
    assert "<b>Hard</b>" in page
    assert "Comes back in 6 minutes" in page


def test_a_new_card_has_none(client, classmate, card):
    client.force_login(classmate)
    assert "Not asked yet." in client.get(card.get_absolute_url()).text


def test_a_card_that_is_set_aside_says_so(client, classmate, card):
    card.set_aside_at = timezone.now()
    card.save()
    client.force_login(classmate)
    assert "Set aside since" in client.get(card.get_absolute_url()).text


@pytest.mark.parametrize("who", ["author", "instructor", "staff"])
def test_nobody_sees_anothers_card(client, card, who, request):
    client.force_login(request.getfixturevalue(who))
    assert client.get(card.get_absolute_url()).status_code == 404


def test_a_stranger_is_sent_to_sign_in(client, card):
    assert client.get(card.get_absolute_url()).url.startswith("/accounts/login/")


def test_a_page_is_only_read(client, classmate, card):
    client.force_login(classmate)
    assert client.post(card.get_absolute_url()).status_code == 405
