"""What an essay's key terms mean, for the script that shows it beside them."""

from __future__ import annotations

import pytest

from blog.models import Post
from courses.visibility import Visibility
from studynotes.models import StudyNote
from tests import makers

from .makers import make_note, make_term, make_topic, use_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(course) -> StudyNote:
    topic = make_topic()
    use_topic(course, topic)
    note = make_note(topic)
    make_term(note, "Gulag", definition="A system of camps.")
    make_term(note, "Purge")
    return note


@pytest.fixture
def essay(author, course, note) -> Post:
    return makers.make_post(author, course, body="The Gulag.", visibility=Visibility.COURSE)


def test_a_reader_gets_those_that_the_essay_uses(client, essay, classmate, note) -> None:
    client.force_login(classmate)
    response = client.get(f"/essays/{essay.pk}/terms/")
    assert f'data-term="{note.get_absolute_url()}#term-gulag"' in response.text
    assert "<p>A system of camps.</p>" in response.text
    assert "Purge" not in response.text
    assert response["Cache-Control"] == "private, max-age=300"


@pytest.mark.parametrize("who", ["", "outsider"])
def test_who_may_not_read_the_essay_gets_404(client, essay, outsider, who) -> None:
    if who:
        client.force_login(outsider)
    assert client.get(f"/essays/{essay.pk}/terms/").status_code == 404
    assert client.get("/essays/999999/terms/").status_code == 404


def test_the_definitions_of_a_draft_are_not_told(client, essay, classmate, note) -> None:
    StudyNote.objects.update(status="draft")
    client.force_login(classmate)
    assert "Gulag" not in client.get(f"/essays/{essay.pk}/terms/").text


def test_it_is_only_read(client, essay, classmate) -> None:
    client.force_login(classmate)
    assert client.post(f"/essays/{essay.pk}/terms/").status_code == 405


@pytest.mark.parametrize("terms", [1, 30])
def test_it_asks_as_often_for_many_terms(client, course, author, note, terms, django_assert_num_queries):
    names = [f"Term{n}x" for n in range(terms)]
    for name in names:
        make_term(note, name)
    essay = makers.make_post(author, course, body=" ".join(names))
    with django_assert_num_queries(2):
        assert client.get(f"/essays/{essay.pk}/terms/").text.count("data-term") == terms
