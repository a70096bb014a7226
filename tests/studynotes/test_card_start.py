import pytest
from django.utils import timezone

from studynotes.cards.actions import rate_card
from studynotes.models import Card, StudyNote
from tests.studynotes import makers

URL = "/my/cards/start/"


@pytest.fixture
def note(course):
    """A topic with two terms."""
    note = makers.make_note(makers.make_topic(course))
    makers.make_term(note, "Gulag")
    makers.make_term(note, "Purge")
    return note


def deck(note):
    return f"{note.topic.specification.slug}/{note.topic.slug}"


def test_each_term_becomes_a_card(client, classmate, note):
    client.force_login(classmate)
    response = client.post(URL, {"deck": deck(note)})
    assert response.url == f"/my/cards/review/?deck={deck(note).replace('/', '%2F')}"
    assert [card.term.term for card in classmate.cards.order_by("term__position")] == ["Gulag", "Purge"]


def test_a_specification_is_a_deck_of_all_its_topics(client, classmate, note):
    specification = note.topic.specification
    other = makers.make_note(makers.make_topic(specification=specification))
    makers.make_term(other)
    makers.make_term()
    client.force_login(classmate)
    client.post(URL, {"deck": specification.slug})
    assert classmate.cards.count() == 3


def test_terms_that_are_new_join_and_others_stay_as_they_are(client, classmate, note):
    learned = makers.make_card(classmate, note.terms.first())
    review = rate_card(card=learned, rating=3, last_review="", by=classmate)
    client.force_login(classmate)
    assert "1 card to learn" in client.post(URL, {"deck": deck(note)}, follow=True).text
    assert classmate.cards.count() == 2
    assert learned.reviews.get() == review


def test_cards_that_were_set_aside_are_taken_up(client, classmate, note):
    makers.make_card(classmate, note.terms.first(), set_aside_at=timezone.now())
    client.force_login(classmate)
    client.post(URL, {"deck": deck(note)})
    assert classmate.cards.learned().count() == 2


def test_starting_twice_changes_nothing(client, classmate, note):
    client.force_login(classmate)
    for _ in range(2):
        response = client.post(URL, {"deck": deck(note)})
    assert response.url == note.topic.get_absolute_url()
    assert Card.objects.count() == 2


def test_a_large_deck_is_spread_over_days(client, classmate, note):
    for _ in range(19):
        makers.make_term(note)
    client.force_login(classmate)
    assert "The first 20 are asked today" in client.post(URL, {"deck": deck(note)}, follow=True).text
    assert classmate.cards.filter(due_at__lte=timezone.now()).count() == 20


def test_terms_that_were_taken_out_are_no_cards(client, classmate, note):
    note.terms.filter(term="Purge").update(retired_at=timezone.now())
    client.force_login(classmate)
    client.post(URL, {"deck": deck(note)})
    assert classmate.cards.count() == 1


def test_a_draft_is_a_deck_for_nobody_but_its_writers(client, classmate, instructor, note):
    StudyNote.objects.update(status=StudyNote.Status.DRAFT)
    for user, status in ((classmate, 404), (instructor, 302)):
        client.force_login(user)
        assert client.post(URL, {"deck": deck(note)}).status_code == status


@pytest.mark.parametrize(
    ("name", "status"), [("", 400), ("nowhere", 404), ("nowhere/nothing", 404), ("/", 404), ("\0", 404)]
)
def test_a_deck_that_is_none_is_refused(client, classmate, name, status):
    client.force_login(classmate)
    assert client.post(URL, {"deck": name}).status_code == status


def test_a_stranger_is_sent_to_sign_in(client, note):
    assert client.post(URL, {"deck": deck(note)}).url.startswith("/accounts/login/?next=/my/cards/")


def test_a_visit_starts_nothing(client, classmate):
    client.force_login(classmate)
    assert client.get(URL).status_code == 405
