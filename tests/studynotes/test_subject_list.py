"""The first page of the study notes: the subjects, and the specifications in each."""

import pytest

from studynotes.models import StudyNote
from tests import makers

from .makers import make_note, make_topic

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


def test_only_reading_is_allowed(client, db):
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 12])
def test_queries_do_not_grow(client, course, rows, django_assert_num_queries):
    for _ in range(rows):
        make_note(make_topic(course))
    client.force_login(makers.make_member(course))
    with django_assert_num_queries(4):
        client.get(URL)
