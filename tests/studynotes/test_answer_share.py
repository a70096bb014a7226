"""Showing an answer to classmates."""

import pytest

from tests.studynotes import makers


@pytest.fixture
def answer(course, author):
    return makers.make_answer(makers.ask(course), author)


@pytest.fixture
def url(answer):
    return f"/answers/{answer.pk}/share/"


def test_its_writer_shows_it_and_hides_it_again(client, url, answer, author):
    client.force_login(author)
    assert client.post(url, {"share": ""}).url == f"/answers/{answer.pk}/"
    answer.refresh_from_db()
    assert answer.is_shared
    client.post(url, {"hide": ""})
    answer.refresh_from_db()
    assert not answer.is_shared


def test_nobody_else_decides_that(client, url, answer, instructor, classmate):
    client.force_login(instructor)
    assert client.post(url, {"share": ""}).status_code == 403
    client.force_login(classmate)
    assert client.post(url, {"share": ""}).status_code == 404


def test_a_stranger_signs_in_first_and_a_visit_is_refused(client, url, author):
    assert client.post(url).url.startswith("/accounts/login/")
    client.force_login(author)
    assert client.get(url).status_code == 405
