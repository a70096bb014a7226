"""Others' answers, to be marked."""

import pytest

from tests import makers as site_makers
from tests.studynotes import makers

URL = "/answers/"


@pytest.fixture
def question(course):
    return makers.ask(course)


def rows(client, query=""):
    return [answer.pk for answer in client.get(f"{URL}{query}").context["page"].rows]


def test_staff_see_what_their_students_handed_in(client, question, author, classmate, instructor):
    first, second = makers.make_answer(question, author), makers.make_answer(question, classmate)
    makers.make_answer(question, author, handed_in_at=None)
    client.force_login(instructor)
    assert rows(client) == [first.pk, second.pk]


def test_what_a_colleague_marked_no_longer_waits(client, question, author, instructor, assistant):
    answer = makers.make_answer(question, author)
    makers.make_marking(answer, author)
    client.force_login(instructor)
    assert rows(client) == [answer.pk]
    makers.make_marking(answer, assistant)
    assert rows(client) == []
    assert rows(client, "?show=all") == [answer.pk]


def test_what_the_sites_staff_marked_waits_for_no_teacher(client, question, author, instructor, staff):
    makers.make_marking(makers.make_answer(question, author), staff)
    client.force_login(instructor)
    assert rows(client) == []


def test_a_colleague_of_another_course_who_is_a_classmate_here_marks_for_themselves(
    client, question, course, author, instructor
):
    friend, other = site_makers.make_member(course), site_makers.make_course()
    for one in (friend, instructor):
        site_makers.make_member(other, "instructor", user=one)
    answer = makers.make_answer(question, author, is_shared=True)
    makers.make_marking(answer, friend)
    client.force_login(instructor)
    assert rows(client) == [answer.pk]


def test_a_question_is_shown_in_plain_words(client, question, author, instructor):
    question.prompt_html = "<p>A <em>cult</em> &amp; its end</p>"
    question.save()
    makers.make_answer(question, author)
    client.force_login(instructor)
    assert "<p>A cult &amp; its end</p>" in client.get(URL).content.decode()


def test_of_a_students_attempts_the_newest_waits_alone(client, question, author, instructor):
    first, newest = makers.make_answer(question, author), makers.make_answer(question, author)
    makers.make_answer(question, author, handed_in_at=None)
    other = makers.make_answer(makers.make_question(question.note), author)
    client.force_login(instructor)
    assert rows(client) == [newest.pk, other.pk]
    assert client.get(URL).content.decode().count("earlier ones stand under “All”") == 1
    assert set(rows(client, "?show=all")) == {first.pk, newest.pk, other.pk}
    makers.make_marking(newest, instructor)
    assert rows(client) == [other.pk]


def test_classmates_see_what_is_shown_to_them_until_they_marked_it(
    client, question, author, classmate, instructor
):
    shown = makers.make_answer(question, author, is_shared=True)
    makers.make_answer(question, author)
    makers.make_marking(shown, instructor)
    client.force_login(classmate)
    assert rows(client) == [shown.pk]
    makers.make_marking(shown, classmate)
    assert rows(client) == []


def test_nobody_sees_their_own_or_a_strangers(client, question, author, outsider, staff):
    answer = makers.make_answer(question, author)
    for who, expected in ((author, []), (outsider, []), (staff, [answer.pk])):
        client.force_login(who)
        assert rows(client) == expected


def test_staff_see_nothing_of_who_is_in_another_course_alone(client, question, outsider, instructor):
    makers.make_answer(question, outsider)
    client.force_login(instructor)
    assert rows(client) == []


def test_a_stranger_signs_in_first_and_other_methods_are_refused(client, author):
    assert client.get(URL).url == f"/accounts/login/?next={URL}"
    client.force_login(author)
    assert client.post(URL).status_code == 405
    assert client.get(f"{URL}?page=x").status_code == 404


def test_queries_do_not_grow_with_answers(client, question, course, instructor, django_assert_num_queries):
    for _ in range(4):
        makers.make_marking(makers.make_answer(question, site_makers.make_member(course)), instructor)
    client.force_login(instructor)
    with django_assert_num_queries(4):
        client.get(f"{URL}?show=all")
