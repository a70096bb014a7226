"""An answer that was handed in, with the scheme, all its markings, and where they differ."""

from datetime import timedelta

import pytest
from django.utils import timezone

from studynotes.models import Marking
from tests import makers as site_makers
from tests.studynotes import makers

BODY = "The NKVD arrested his rivals. Newspapers praised him."
TICK = {"whole": "1", "tick-secret-police-1": "on", "words-secret-police-1": "4-8"}


@pytest.fixture
def answer(course, author):
    return makers.make_answer(makers.ask(course), author, body=BODY)


@pytest.fixture
def url(answer):
    return f"/answers/{answer.pk}/"


def text(client, url):
    return client.get(url).content.decode()


def test_the_scheme_opens_beside_the_answer_with_suggestions_that_do_not_count(client, url, author):
    client.force_login(author)
    page = text(client, url)
    assert "Names an organisation such as OGPU or NKVD." in page
    assert "Suggested, not counted:" in page
    assert "<b>0</b> of 6 marks" in page


def test_a_marking_is_stored_and_its_words_are_marked(client, url, author):
    client.force_login(author)
    assert client.post(url, TICK).url == url
    page = text(client, url)
    assert '<mark class="look-4">' in page
    assert '<span data-at="4">NKVD</span>' in page
    assert "<b>1</b> of 6 marks" in page


@pytest.mark.parametrize("who", ["instructor", "assistant", "staff"])
def test_staff_mark_the_same_answer_and_the_difference_is_shown(client, request, url, answer, author, who):
    makers.make_marking(answer, author, propaganda_2="Newspapers praised him")
    client.force_login(request.getfixturevalue(who))
    client.post(url, TICK)
    page = text(client, url)
    assert page.count('class="differ"') == 2
    assert "<q>Newspapers praised him</q>" in page
    assert "<q>NKVD</q>" in page


def test_from_a_marking_on_to_the_next_answer_to_the_question(client, url, answer, course, instructor):
    earlier = {"handed_in_at": timezone.now() - timedelta(days=1)}
    other = makers.make_question(answer.question.note)
    makers.make_answer(other, site_makers.make_member(course), **earlier)
    same = makers.make_answer(answer.question, site_makers.make_member(course))
    client.force_login(instructor)
    assert "Mark the next" not in text(client, url)
    makers.make_marking(answer, instructor)
    page = text(client, url)
    assert f'href="{same.get_absolute_url()}">Mark the next: {same.student}, question 1</a>' in page
    assert 'href="/answers/">Answers to mark</a>' in page


def test_classmates_read_and_mark_it_only_where_its_writer_says_so(client, url, answer, classmate):
    client.force_login(classmate)
    assert client.get(url).status_code == 404
    assert client.post(url, TICK).status_code == 404
    answer.is_shared = True
    answer.save()
    assert client.post(url, TICK).url == url
    assert "Who reads it" not in text(client, url)


@pytest.mark.parametrize("who", ["outsider", "editor"])
def test_others_find_nothing(client, request, url, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(url).status_code == 404


def test_staff_of_a_course_that_does_not_use_the_topic_find_nothing(client, url, author):
    other = site_makers.make_course()
    site_makers.make_member(other, user=author)
    client.force_login(site_makers.make_member(other, "instructor"))
    assert client.get(url).status_code == 404


def test_a_stranger_signs_in_first(client, url):
    assert client.get(url).url == f"/accounts/login/?next={url}"


def test_an_open_answer_is_its_writers_alone(client, course, author, instructor):
    answer = makers.make_answer(makers.ask(course), author, handed_in_at=None)
    client.force_login(author)
    assert "Not handed in yet" in text(client, f"/answers/{answer.pk}/")
    client.force_login(instructor)
    assert client.get(f"/answers/{answer.pk}/").status_code == 404


def test_a_tick_without_words_is_refused_and_what_was_ticked_stays(client, url, author):
    client.force_login(author)
    response = client.post(url, {"whole": "1", "tick-propaganda-3": "on"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_words-propaganda-3"' in page
    assert 'id="id_tick-propaganda-3" value="on" checked' in page
    assert not Marking.objects.exists()


def test_a_second_window_is_shown_both_markings_and_overwrites_nothing(client, url, answer, author):
    stored = makers.make_marking(answer, author, propaganda_2="Newspapers")
    client.force_login(author)
    response = client.post(url, TICK)
    page = response.content.decode()
    assert (response.status_code, answer.markings.get().mark) == (409, 1)
    assert "<q>Newspapers</q>" in page
    assert "<q>NKVD</q>" in page
    assert 'id="id_tick-secret-police-1" value="on" checked' in page
    assert f'name="version" value="{stored.version}"' in page
    assert client.post(url, {**TICK, "version": stored.version}).url == url
    assert answer.markings.get().ticks.get().quote == "NKVD"


def test_words_that_another_window_chose_for_the_same_point_are_shown(client, url, answer, author):
    makers.make_marking(answer, author, secret_police_1="NKVD arrested")
    client.force_login(author)
    page = client.post(url, TICK).content.decode()
    assert page.count('class="differ"') == 1
    assert "<q>NKVD arrested</q>" in page


def test_the_page_says_that_the_sites_staff_read_it_too(client, url, author):
    client.force_login(author)
    assert "the staff of this site" in text(client, url)


def test_a_teacher_of_a_course_in_which_it_was_not_written_is_a_classmate(client, url, answer, author):
    course = answer.question.note.topic.units.get().course
    other = site_makers.make_course()
    teacher = site_makers.make_member(course)
    site_makers.make_member(other, "instructor", user=teacher)
    site_makers.make_member(other, user=author)
    answer.is_shared = True
    answer.save()
    makers.make_marking(answer, teacher)
    client.force_login(author)
    assert [one.role for one in client.get(url).context["markings"].all] == ["classmate"]


def test_the_words_of_another_marking_can_be_looked_at(client, url, answer, author, instructor):
    marking = makers.make_marking(answer, instructor, propaganda_2="Newspapers")
    client.force_login(author)
    assert "<mark" not in text(client, url)
    page = text(client, f"{url}?show={marking.pk}")
    assert '<span data-at="30">Newspapers</span>' in page
    assert "the words that Ines Instructor named" in page


def test_attempts_are_listed_in_order_with_their_marks(client, url, answer, author):
    makers.make_marking(answer, author, secret_police_1="NKVD")
    makers.make_answer(answer.question, author, body="Another try.")
    client.force_login(author)
    attempts = client.get(url).context["attempts"]
    assert [one.attempt for one in attempts] == [1, 2]
    assert "You: 1 of 6" in text(client, url)


def test_a_retired_question_keeps_its_answers(client, url, answer, author):
    answer.question.retired_at = timezone.now()
    answer.question.save()
    client.force_login(author)
    page = text(client, url)
    assert "No longer asked" in page
    assert "Answer it again" not in page


def test_script_and_tags_are_words(client, course, author):
    answer = makers.make_answer(makers.ask(course), author, body="<script>alert(1)</script>")
    client.force_login(author)
    assert "&lt;script&gt;" in text(client, f"/answers/{answer.pk}/")


def test_other_methods_are_refused(client, url, author):
    client.force_login(author)
    assert client.put(url).status_code == 405


def test_queries_do_not_grow_with_markings_and_attempts(
    client, url, answer, author, instructor, staff, django_assert_num_queries
):
    for marker in (author, instructor, staff):
        makers.make_marking(answer, marker, secret_police_1="NKVD", propaganda_2="Newspapers")
    for _ in range(2):
        makers.make_marking(makers.make_answer(answer.question, author), instructor)
    client.force_login(author)
    with django_assert_num_queries(9):
        client.get(url)
