"""A published study note is taken from its readers."""

from __future__ import annotations

import pytest

from .makers import make_note, make_topic


@pytest.fixture
def note(course):
    return make_note(make_topic(course, slug="rise"))


@pytest.fixture
def address(note):
    return f"/notes/{note.topic.specification.slug}/rise/withdraw/"


def test_who_leads_the_course_withdraws_it_and_writes_on(client, instructor, note, address):
    client.force_login(instructor)
    assert client.post(address)["Location"].endswith("/rise/edit/")
    note.refresh_from_db()
    assert note.status == "draft"


@pytest.mark.parametrize("who", ["author", "assistant", "outsider"])
def test_others_get_403(request, client, note, address, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(address).status_code == 403
    note.refresh_from_db()
    assert note.status == "published"


def test_anonymous_is_sent_to_sign_in(client, address):
    assert client.post(address).status_code == 302


def test_get_is_refused(client, instructor, address):
    client.force_login(instructor)
    assert client.get(address).status_code == 405
