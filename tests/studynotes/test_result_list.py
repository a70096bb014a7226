"""What a class reached, question by question."""

import pytest
from django.utils import timezone

from tests import makers as site_makers
from tests.studynotes import makers

URL = "/courses/russia/results/"


@pytest.fixture
def question(course):
    return makers.ask(course)


def result(client):
    (found,) = client.get(URL).context["results"]
    return found.students, found.marked, found.by_staff


def test_the_staffs_newest_marking_counts_before_the_writers(
    client, question, author, classmate, instructor, assistant
):
    theirs = makers.make_answer(question, author)
    makers.make_marking(theirs, instructor)
    makers.make_marking(theirs, assistant, secret_police_1="NKVD")
    makers.make_marking(theirs, author, propaganda_2="Newspapers")
    makers.make_marking(makers.make_answer(question, classmate), classmate)
    client.force_login(instructor)
    assert result(client) == (2, 2, 1)
    (found,) = client.get(URL).context["results"]
    assert {one.point.key: one.missed for one in found.points}["secret-police-1"] == 1
    assert {one.point.key: one.missed for one in found.points}["propaganda-2"] == 2


def test_a_classmates_marking_does_not_count(client, question, author, classmate, instructor):
    answer = makers.make_answer(question, author, is_shared=True)
    makers.make_marking(answer, classmate)
    client.force_login(instructor)
    assert result(client) == (1, 0, 0)
    assert "1 not marked yet" in client.get(URL).content.decode()


def test_the_sites_staff_count_as_the_courses(client, question, author, instructor, staff):
    makers.make_marking(makers.make_answer(question, author), staff)
    client.force_login(instructor)
    assert result(client) == (1, 1, 1)


def test_a_question_is_shown_in_plain_words(client, question, instructor):
    question.prompt_html = "<p>A <em>cult</em> of personality</p>"
    question.save()
    client.force_login(instructor)
    assert "<p>A cult of personality</p>" in client.get(URL).content.decode()


def test_the_newest_attempt_that_was_marked_counts(client, question, author, instructor):
    makers.make_marking(makers.make_answer(question, author), author)
    makers.make_marking(makers.make_answer(question, author), author, secret_police_1="NKVD")
    makers.make_answer(question, author)
    client.force_login(instructor)
    (found,) = client.get(URL).context["results"]
    assert {one.point.key: one.missed for one in found.points}["secret-police-1"] == 0


def test_staff_and_people_of_other_courses_are_not_the_class(client, question, instructor, outsider):
    for one in (instructor, outsider):
        makers.make_answer(question, one)
    client.force_login(instructor)
    assert result(client) == (0, 0, 0)


def test_a_retired_question_stands_after_the_others(client, question, instructor):
    makers.make_question(question.note)
    question.retired_at = timezone.now()
    question.save()
    client.force_login(instructor)
    page = client.get(URL)
    assert [one.question.number for one in page.context["results"]] == [2, 1]
    assert b"No longer asked" in page.content


@pytest.mark.parametrize("who", ["author", "editor", "outsider"])
def test_others_may_not(client, request, question, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403


def test_a_stranger_signs_in_first_and_other_methods_are_refused(client, course, staff):
    assert client.get(URL).url == f"/accounts/login/?next={URL}"
    client.force_login(staff)
    assert client.get("/courses/nowhere/results/").status_code == 404
    assert client.post(URL).status_code == 405
    assert b"No questions yet." in client.get(URL).content


def test_queries_do_not_grow_with_questions_answers_and_markings(
    client, question, course, instructor, django_assert_num_queries
):
    for one in (question, makers.make_question(question.note), makers.ask(course)):
        for _ in range(2):
            answer = makers.make_answer(one, site_makers.make_member(course))
            makers.make_marking(answer, instructor, secret_police_1="NKVD")
    client.force_login(instructor)
    with django_assert_num_queries(11):
        client.get(URL)
