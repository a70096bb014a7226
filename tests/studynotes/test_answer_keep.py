"""The address that keeps an answer as it is typed."""

import pytest

from studynotes.models import Answer
from tests.studynotes import makers


@pytest.fixture
def question(course):
    return makers.ask(course)


@pytest.fixture
def url(question):
    return f"/practice/{question.pk}/keep/"


def keep(client, url, body, version=""):
    return client.post(url, {"body": body, "copy_version": version})


def test_each_text_is_kept_and_the_window_learns_its_version(client, url, author):
    client.force_login(author)
    first = keep(client, url, "He").json()
    second = keep(client, url, "He ruled\r\nalone.", first["version"]).json()
    assert (second["copy"], second["version"]) == (first["copy"], 2)
    assert Answer.objects.get().body == "He ruled\nalone."


def test_a_window_that_is_behind_is_told_and_overwrites_nothing(client, url, author):
    client.force_login(author)
    keep(client, url, "One window")
    response = keep(client, url, "Another window")
    assert response.status_code == 422
    assert "another window" in response.json()["error"]
    assert Answer.objects.get().body == "One window"


def test_a_window_to_which_an_answer_was_lost_is_behind_nobody(client, url, author):
    client.force_login(author)
    for body in ("He", "He ruled", "He ruled alone."):
        response = client.post(url, {"body": body, "copy_version": "1", "window": "abc"})
    assert response.json()["version"] == 3


def test_nothing_is_nothing_to_keep(client, url, author):
    client.force_login(author)
    assert keep(client, url, " ").json() == {"copy": "", "version": ""}


def test_who_is_signed_out_is_told_so(client, url):
    assert keep(client, url, "He").status_code == 401


def test_too_much_is_refused_in_words(client, url, author):
    client.force_login(author)
    response = keep(client, url, "x" * 20_001)
    assert response.status_code == 422
    assert "20000" in response.json()["error"]


def test_a_draft_takes_no_answer_and_a_visit_is_refused(client, url, question, author):
    client.force_login(author)
    assert client.get(url).status_code == 405
    question.note.status = "draft"
    question.note.save()
    assert keep(client, url, "He").status_code == 404
