from datetime import timedelta

import pytest
from django.utils import timezone

from tests.studynotes import makers

URL = "/my/cards/"


@pytest.fixture
def cards(classmate):
    """A topic of three cards: one due, one for later, one set aside."""
    note = makers.make_note(makers.make_topic(title="Consolidation"))
    later = timezone.now() + timedelta(days=2)
    return [
        makers.make_card(classmate, makers.make_term(note), **fields)
        for fields in ({}, {"due_at": later}, {"due_at": timezone.now(), "set_aside_at": timezone.now()})
    ]


def test_decks_are_listed_with_what_is_due(client, classmate, cards):
    client.force_login(classmate)
    page = client.get(URL).text
    assert "Consolidation</a>" in page
    assert "1 card due." in page
    assert "<b>1 due</b>" in page
    assert "1 set aside" in page


def test_a_deck_with_nothing_due_says_when(client, classmate, cards):
    cards[0].delete()
    client.force_login(classmate)
    assert "next in 2 days" in client.get(URL).text


def test_a_deck_that_is_set_aside_can_be_taken_up(client, classmate, cards):
    classmate.cards.update(set_aside_at=timezone.now())
    client.force_login(classmate)
    page = client.get(URL).text
    assert "3 cards, set aside" in page
    assert "Take up again" in page
    assert "/my/cards/stop/" not in page


def test_nobody_sees_anothers_cards(client, author, cards):
    client.force_login(author)
    assert "You have no flash cards yet." in client.get(URL).text


def test_a_stranger_is_sent_to_sign_in(client, db):
    assert client.get(URL).url.startswith("/accounts/login/?next=/my/cards/")


def test_a_page_is_only_read(client, classmate):
    client.force_login(classmate)
    assert client.post(URL).status_code == 405


def test_the_menu_leads_there(client, classmate):
    client.force_login(classmate)
    assert '<a href="/my/cards/">Flash cards</a>' in client.get("/my/essays/").text


def test_queries_do_not_grow_with_decks(client, classmate, cards, django_assert_num_queries):
    for _ in range(5):
        makers.make_card(classmate)
    client.force_login(classmate)
    with django_assert_num_queries(4):
        client.get(URL)
