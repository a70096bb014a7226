"""The preview of a study note that is being written."""

from __future__ import annotations

import pytest

from studynotes.models import StudyNote
from tests import makers

from .makers import make_topic

BODY = "# Rise\n\nHe rose (Freeze 12).\n\n::: faq How?\nSlowly.\n:::"


@pytest.fixture
def address(course):
    topic = make_topic(course, slug="rise")
    return f"/notes/{topic.specification.slug}/rise/preview/"


def test_who_writes_it_sees_boxes_citations_and_lines(client, instructor, address):
    client.force_login(instructor)
    response = client.post(address, {"body": BODY, "sources": "Freeze, Russia"})
    shown = response.content.decode()
    assert response.status_code == 200
    assert "<summary>How?</summary>" in shown
    assert 'class="cite"' in shown
    assert 'data-line="2"' in shown
    assert not StudyNote.objects.exists()


def test_own_pictures_are_shown(client, instructor, address):
    image = makers.make_image(instructor)
    client.force_login(instructor)
    response = client.post(address, {"body": f"![](image:{image.name})", "sources": ""})
    assert image.get_absolute_url() in response.content.decode()


def test_anonymous_is_sent_to_sign_in(client, address):
    assert client.post(address, {"body": BODY}).status_code == 302


def test_others_get_403(client, author, address):
    client.force_login(author)
    assert client.post(address, {"body": BODY}).status_code == 403


def test_too_long_a_text_is_refused(client, instructor, address):
    client.force_login(instructor)
    assert client.post(address, {"body": "a" * 200_001}).status_code == 422


def test_get_is_refused(client, instructor, address):
    client.force_login(instructor)
    assert client.get(address).status_code == 405
