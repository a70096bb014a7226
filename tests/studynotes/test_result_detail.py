"""What a class missed of one question."""

import copy

import pytest

from tests.studynotes import makers


@pytest.fixture
def question(course):
    return makers.ask(course)


@pytest.fixture
def url(question):
    return f"/courses/russia/results/{question.pk}/"


def page(client, url):
    return " ".join(client.get(url).content.decode().split())


def test_each_point_says_how_many_missed_it(client, url, question, author, classmate, instructor):
    makers.make_marking(makers.make_answer(question, author), author, secret_police_1="NKVD")
    makers.make_marking(makers.make_answer(question, classmate), instructor)
    client.force_login(instructor)
    said = page(client, url)
    assert said.count("<b>2 of 2</b> missed it") == 5
    assert said.count("<b>1 of 2</b> missed it") == 1
    assert "the writer’s own" in said


def test_points_of_an_older_scheme_are_matched_or_stand_apart(client, url, question, author, instructor):
    makers.make_marking(makers.make_answer(question, author), author, propaganda_1="NKVD")
    newer = copy.deepcopy(makers.SCHEME)
    newer["groups"][0]["points"][0]["text"] = "Names a father of the nation."
    makers.make_scheme(question, newer)
    client.force_login(instructor)
    now, _, before = page(client, url).partition("Points of earlier schemes")
    assert now.count("<b>1 of 1</b> missed it") == 5
    assert now.count("No answer was marked by it yet.") == 1
    assert "a wise or heroic leader" in before
    assert "<b>0 of 1</b> missed it" in before


@pytest.mark.parametrize("who", ["author", "editor", "outsider"])
def test_others_may_not(client, request, url, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(url).status_code == 403


def test_a_stranger_signs_in_first_and_other_methods_are_refused(client, url, instructor):
    assert client.get(url).url == f"/accounts/login/?next={url}"
    client.force_login(instructor)
    assert client.post(url).status_code == 405


def test_a_question_that_the_course_does_not_use_is_404(client, question, instructor):
    other = makers.make_question()
    client.force_login(instructor)
    assert client.get(f"/courses/russia/results/{other.pk}/").status_code == 404
