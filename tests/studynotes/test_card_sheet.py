import pytest
from django.utils import timezone

from studynotes.models import StudyNote
from tests.studynotes import makers


@pytest.fixture
def note(course):
    note = makers.make_note(makers.make_topic(course))
    makers.make_term(note, "Gulag", definition="A system of camps.")
    return note


def address(note):
    return f"/cards/{note.topic.specification.slug}/{note.topic.slug}/"


def test_everyone_prints_a_topics_cards(client, note):
    page = client.get(address(note)).text
    assert "1 card on 1 sheet" in page
    assert page.count("A system of camps.") == 2  # to read, and on paper
    assert '<div class="cut"><b>Gulag</b>' in page


def test_a_specifications_cards_are_those_of_all_topics_in_order(client, note):
    specification = note.topic.specification
    earlier = makers.make_note(makers.make_topic(specification=specification, position=0))
    makers.make_term(earlier, "Tsar")
    page = client.get(f"/cards/{specification.slug}/").text
    assert page.index("Tsar") < page.index("Gulag")


def test_long_definitions_are_set_smaller_on_paper(client, note):
    makers.make_term(note, definition="long " * 90)
    makers.make_term(note, definition="long " * 400)
    page = client.get(address(note)).text
    assert '<div class="cut long">' in page
    assert '<div class="cut longest">' in page


def test_without_terms_the_page_says_so(client, note):
    note.terms.update(retired_at=timezone.now())
    assert "There are no key terms here yet." in client.get(address(note)).text


def test_a_draft_has_cards_for_its_writers_alone(client, instructor, note):
    StudyNote.objects.update(status=StudyNote.Status.DRAFT)
    assert client.get(address(note)).status_code == 404
    assert "Gulag" not in client.get(f"/cards/{note.topic.specification.slug}/").text
    client.force_login(instructor)
    assert "Gulag" in client.get(address(note)).text


@pytest.mark.parametrize("where", ["/cards/nowhere/", "/cards/nowhere/nothing/"])
def test_another_address_is_404(client, db, where):
    assert client.get(where).status_code == 404


def test_a_page_is_only_read(client, note):
    assert client.post(address(note)).status_code == 405


def test_queries_do_not_grow_with_terms(client, note, django_assert_num_queries):
    for _ in range(5):
        makers.make_term(note)
    with django_assert_num_queries(2):
        client.get(address(note))
