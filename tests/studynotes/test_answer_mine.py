"""One's own answers."""

from datetime import timedelta

import pytest

from tests.studynotes import makers

URL = "/my/answers/"


@pytest.fixture
def question(course):
    return makers.ask(course)


def test_all_of_ones_own_are_listed_with_their_marks(client, question, author, classmate, instructor):
    makers.make_marking(makers.make_answer(question, author), instructor, secret_police_1="NKVD")
    makers.make_answer(question, author, handed_in_at=None, body="Half")
    makers.make_answer(question, classmate)
    client.force_login(author)
    response = client.get(URL)
    page = response.content.decode()
    assert len(response.context["page"].rows) == 2
    assert "Ines Instructor: 1 of 6" in page
    assert "Not handed in" in page


def test_what_others_marked_lately_is_new(client, question, author, instructor):
    answer = makers.make_answer(question, author)
    makers.make_marking(answer, author)
    client.force_login(author)
    assert b">New<" not in client.get(URL).content
    marking = makers.make_marking(answer, instructor)
    assert b">New<" in client.get(URL).content
    marking.made_at -= timedelta(days=8)
    marking.save()
    assert b">New<" not in client.get(URL).content


def test_who_wrote_none_is_told_where_to_begin(client, author):
    client.force_login(author)
    assert b"You have not answered a question yet." in client.get(URL).content


def test_a_stranger_signs_in_first_and_other_methods_are_refused(client, author):
    assert client.get(URL).url == f"/accounts/login/?next={URL}"
    client.force_login(author)
    assert client.post(URL).status_code == 405
    assert client.get(f"{URL}?page=9").status_code == 404


def test_queries_do_not_grow_with_answers(client, question, author, instructor, django_assert_num_queries):
    for _ in range(4):
        makers.make_marking(makers.make_answer(question, author), instructor)
    client.force_login(author)
    with django_assert_num_queries(5):
        client.get(URL)
