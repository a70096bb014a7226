"""The first page of the study notes: the subjects, and the specifications in each."""

import pytest

from studynotes.models import StudyNote
from tests import makers

from .makers import make_note, make_term, make_topic

URL = "/notes/"


def test_it_leads_to_each_specification_under_its_subject(client, db):
    topic = make_topic()
    make_note(topic)
    make_topic(specification=topic.specification)
    page = client.get(URL).text
    assert f'<h2 id="{topic.specification.subject.slug}">{topic.specification.subject}</h2>' in page
    assert f'<a href="{topic.specification.get_absolute_url()}">{topic.specification}</a>' in page
    assert "2 topics" in page
    assert "1 with study notes" in page


def test_drafts_count_for_who_writes_them(client, course, instructor):
    make_note(make_topic(course), status=StudyNote.Status.DRAFT)
    assert "None with study notes" in client.get(URL).text
    client.force_login(instructor)
    assert "1 with study notes" in client.get(URL).text


def test_a_site_without_study_notes_says_so(client, db):
    assert "No study notes yet." in client.get(URL).text


@pytest.mark.parametrize("words", ["stalin", "STÁLIN’S  1.7", "gulag", "tactics gulag"])
def test_topics_are_found_by_number_title_and_key_term(client, course, words):
    note = make_note(make_topic(course, number="1.7", title="Stalin’s tactics"))
    make_term(note, "Gulag", slug="gulag")
    make_note(make_topic(course, title="Rivers"))
    page = client.get(URL, {"q": words}).text
    assert f'<a href="{note.get_absolute_url()}">1.7 Stalin’s tactics</a>' in page
    assert "Rivers" not in page
    assert ("#term-gulag" in page) == ("gulag" in words)


@pytest.mark.parametrize("words", ["purge", "\x00\ud800\u202e", "x" * 5_000, "%", "stalin rivers"])
def test_what_is_not_there_is_not_found(client, course, words):
    make_note(make_topic(course, title="Stalin"))
    make_note(make_topic(course, title="Begun purge"), status=StudyNote.Status.DRAFT)
    page = client.get(URL, {"q": words.encode("utf-8", "surrogatepass")}).text
    assert "Stalin</a>" not in page
    assert "purge</a>" not in page


def test_only_reading_is_allowed(client, db):
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 12])
def test_queries_do_not_grow(client, course, rows, django_assert_num_queries):
    for _ in range(rows):
        make_note(make_topic(course))
    client.force_login(makers.make_member(course))
    with django_assert_num_queries(4):
        client.get(URL)
    with django_assert_num_queries(6):
        client.get(URL, {"q": "topic"})


def test_header_of_every_page_leads_to_it(client, db, author):
    link = ">Study notes</a>"
    assert link in client.get("/").text.split("</header>")[0]
    client.force_login(author)
    assert link in client.get("/").text.split("</header>")[0]
