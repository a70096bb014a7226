"""A text of a study note that was not saved is deleted by its writer's hand."""

from __future__ import annotations

import pytest

from studynotes.models import NoteCopy

from .makers import make_topic


@pytest.fixture
def copy(course, instructor):
    topic = make_topic(course, slug="rise")
    return NoteCopy.objects.create(writer=instructor, topic=topic, fields={"body": "Typed."})


def test_writer_deletes_it_and_comes_back_to_the_form(client, instructor, copy):
    client.force_login(instructor)
    response = client.post(f"/note-copies/{copy.pk}/discard/")
    assert response["Location"].endswith("/rise/edit/")
    assert not NoteCopy.objects.exists()


def test_others_find_nothing(client, staff, copy):
    client.force_login(staff)
    assert client.post(f"/note-copies/{copy.pk}/discard/").status_code == 404
    assert NoteCopy.objects.exists()


def test_anonymous_is_sent_to_sign_in(client, copy):
    assert client.post(f"/note-copies/{copy.pk}/discard/").status_code == 302
    assert NoteCopy.objects.exists()


def test_get_is_refused(client, instructor, copy):
    client.force_login(instructor)
    assert client.get(f"/note-copies/{copy.pk}/discard/").status_code == 405


def test_other_copies_are_listed_above_the_form(client, instructor, copy):
    NoteCopy.objects.create(writer=instructor, topic=copy.topic, fields={"body": "Newer."})
    client.force_login(instructor)
    shown = client.get(f"/notes/{copy.topic.specification.slug}/rise/edit/").content.decode()
    assert "1 other text that you did not save" in shown
    assert f"/note-copies/{copy.pk}/discard/" in shown
