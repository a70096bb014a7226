from datetime import timedelta

import pytest
from django.utils import timezone

from studynotes.models import CardReview, StudyNote
from tests.studynotes import makers

URL = "/my/cards/review/"


@pytest.fixture
def card(classmate):
    return makers.make_card(classmate, makers.make_term(term="Gulag", definition="A system of camps."))


def ago(**time):
    return timezone.now() - timedelta(**time)


def test_the_card_longest_due_is_asked_with_its_answer_folded(client, classmate, card):
    makers.make_card(classmate, makers.make_term(term="Older"), due_at=ago(days=3))
    client.force_login(classmate)
    page = client.get(URL).text
    assert '<h1 id="term">Older</h1>' in page
    assert "2 cards due" in page
    assert "<details>" in page


def test_each_button_says_when_the_card_comes_back(client, classmate, card):
    client.force_login(classmate)
    page = client.get(URL).text
    assert "A system of camps." in page
    assert "<b>Good</b> <small>in 10 minutes</small>" in page
    assert "<b>Easy</b> <small>in 8 days</small>" in page


def test_a_deck_asks_its_own_cards_alone(client, classmate, card):
    other = makers.make_card(classmate, makers.make_term(term="Older"), due_at=ago(days=3))
    topic = card.term.note.topic
    client.force_login(classmate)
    for deck in (topic.specification.slug, f"{topic.specification.slug}/{topic.slug}"):
        assert '<h1 id="term">Gulag</h1>' in client.get(URL, {"deck": deck}).text
    assert other.term.term in client.get(URL).text


def test_what_comes_back_within_minutes_waits_for_what_is_due(client, classmate, card):
    soon = timezone.now() + timedelta(minutes=9)
    makers.make_card(classmate, makers.make_term(term="Learning"), due_at=soon)
    client.force_login(classmate)
    assert "Gulag" in client.get(URL).text
    card.delete()
    assert "Learning" in client.get(URL).text


def test_when_all_is_done_the_page_says_when_to_come_back(client, classmate, card):
    card.due_at = timezone.now() + timedelta(days=1)
    card.save()
    CardReview.objects.create(card=card, rating=3)
    client.force_login(classmate)
    page = client.get(URL).text
    assert "Done for now" in page
    assert "You have answered 1 time today." in page
    assert "comes back tomorrow" in page


def test_without_cards_nothing_is_due(client, classmate):
    client.force_login(classmate)
    assert "You are learning no cards here." in client.get(URL).text


def test_cards_set_aside_taken_out_or_of_a_draft_are_not_asked(client, classmate, card):
    makers.make_card(classmate, set_aside_at=timezone.now())
    makers.make_card(classmate, makers.make_term(retired_at=timezone.now()))
    makers.make_card(classmate, makers.make_term(makers.make_note(status=StudyNote.Status.DRAFT)))
    client.force_login(classmate)
    assert "1 card due" in client.get(URL).text


def test_nobody_is_asked_anothers_cards(client, author, card):
    client.force_login(author)
    assert "Gulag" not in client.get(URL).text


@pytest.mark.parametrize("rated", ["x", "0", "9" * 30, "²"])
def test_a_rating_that_is_none_is_passed_over(client, classmate, card, rated):
    client.force_login(classmate)
    assert client.get(URL, {"rated": rated}).status_code == 200


def test_anothers_rating_is_not_shown(client, author, card):
    review = CardReview.objects.create(card=card, rating=1)
    client.force_login(author)
    assert "Gulag" not in client.get(URL, {"rated": review.pk}).text


def test_a_deck_that_is_none_is_404(client, classmate):
    client.force_login(classmate)
    assert client.get(URL, {"deck": "nowhere"}).status_code == 404


def test_a_stranger_is_sent_to_sign_in(client, db):
    assert client.get(URL).url.startswith("/accounts/login/?next=/my/cards/review/")


def test_queries_do_not_grow_with_cards(client, classmate, card, django_assert_num_queries):
    client.force_login(classmate)
    for _ in range(3):
        makers.make_card(classmate)
    with django_assert_num_queries(5):
        client.get(URL)
