import pytest

from tests.studynotes import makers

URL = "/my/cards/stop/"


@pytest.fixture
def card(classmate):
    return makers.make_card(classmate, memory={"last_review": "x"})


def deck(card):
    topic = card.term.note.topic
    return f"{topic.specification.slug}/{topic.slug}"


def test_the_decks_cards_are_set_aside_and_keep_what_is_known(client, classmate, card):
    other = makers.make_card(classmate)
    client.force_login(classmate)
    assert "1 card is set aside" in client.post(URL, {"deck": deck(card)}, follow=True).text
    assert list(classmate.cards.learned()) == [other]
    card.refresh_from_db()
    assert card.memory == {"last_review": "x"}


def test_nobody_sets_anothers_cards_aside(client, author, classmate, card):
    client.force_login(author)
    client.post(URL, {"deck": deck(card)})
    assert classmate.cards.learned().count() == 1


@pytest.mark.parametrize(("name", "status"), [("", 400), ("nowhere", 404)])
def test_a_deck_that_is_none_is_refused(client, classmate, name, status):
    client.force_login(classmate)
    assert client.post(URL, {"deck": name}).status_code == status


def test_a_stranger_is_sent_to_sign_in(client, card):
    assert client.post(URL, {"deck": deck(card)}).url.startswith("/accounts/login/?next=/my/cards/")


def test_a_visit_stops_nothing(client, classmate):
    client.force_login(classmate)
    assert client.get(URL).status_code == 405
