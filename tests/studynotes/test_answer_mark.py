"""What the ticks of a form come to, before they are stored."""

import pytest

from studynotes.models import Marking
from tests.studynotes import makers

TICK = {"whole": "1", "tick-secret-police-1": "on", "words-secret-police-1": "4-8"}


@pytest.fixture
def url(course, author):
    answer = makers.make_answer(makers.ask(course), author, body="The NKVD arrested his rivals.")
    return f"/answers/{answer.pk}/mark/"


def test_the_mark_follows_the_ticks_and_nothing_is_stored(client, url, author):
    client.force_login(author)
    page = client.post(url, TICK).content.decode()
    assert "<b>1</b> of 6 marks" in page
    assert "Secret police: 1 of 3 points, 1 mark." in page
    assert '<span data-at="4">NKVD</span>' in page
    assert not Marking.objects.exists()


def test_a_tick_without_words_is_named_and_not_counted(client, url, author):
    client.force_login(author)
    page = client.post(url, {"whole": "1", "tick-propaganda-3": "on"}).content.decode()
    assert "for want of words: point 3" in page
    assert "<b>0</b> of 6 marks" in page


def test_only_who_reads_the_answer_is_answered(client, url, classmate):
    assert client.post(url).status_code == 302
    client.force_login(classmate)
    assert client.post(url).status_code == 404


def test_a_visit_is_refused_and_an_open_answer_has_no_mark(client, url, course, author):
    client.force_login(author)
    assert client.get(url).status_code == 405
    answer = makers.make_answer(makers.ask(course), author, handed_in_at=None)
    assert client.post(f"/answers/{answer.pk}/mark/").status_code == 404
