"""What is said beside a study note while it is written."""

from __future__ import annotations

from html import unescape

import pytest

from .makers import make_topic

BODY = "He rose (Freeze 12) and (Nove 3).\n\n::: question\nHow?\nMarks: 2\nScheme:\n- 1: a\n- x: b\n:::"


@pytest.fixture
def address(course):
    topic = make_topic(course, slug="rise")
    return f"/notes/{topic.specification.slug}/rise/check/"


def test_problems_stand_with_their_lines_beside_the_citations(client, instructor, address):
    client.force_login(instructor)
    shown = unescape(client.post(address, {"body": BODY, "sources": "Freeze, Russia"}).content.decode())
    assert "Line 8:" in shown
    assert "2</b> citations" in shown
    assert "Nove" in shown


def test_what_is_in_the_scheme_cites_nothing(client, instructor, address):
    client.force_login(instructor)
    body = "::: question\nHow?\nMarks: 1\nScheme:\n- 1: So (Freeze 12)\n:::"
    shown = client.post(address, {"body": body, "sources": "Freeze, Russia"}).content.decode()
    assert "<b>0</b> citations" in shown


def test_problem_beyond_the_last_line_has_a_place(client, instructor, address):
    client.force_login(instructor)
    assert client.post(address, {"body": "::: term A", "sources": ""}).status_code == 200


def test_anonymous_is_sent_to_sign_in(client, address):
    assert client.post(address, {"body": BODY}).status_code == 302


def test_others_get_403(client, author, address):
    client.force_login(author)
    assert client.post(address, {"body": BODY}).status_code == 403


def test_too_long_a_text_is_not_checked(client, instructor, address):
    client.force_login(instructor)
    response = client.post(address, {"body": "a" * 200_001})
    assert response.status_code == 422
    assert "too long to be checked" in response.content.decode()


def test_get_is_refused(client, instructor, address):
    client.force_login(instructor)
    assert client.get(address).status_code == 405
