"""The page on which a question is answered."""

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.rates import MOST_SESSIONS
from studynotes.models import Answer, StudyNote
from tests import makers as site_makers
from tests.studynotes import makers

WORDS = "The NKVD arrested his rivals."


@pytest.fixture
def question(course):
    return makers.ask(course, prompt="Explain how he ruled.")


@pytest.fixture
def url(question):
    return f"/practice/{question.pk}/"


def send(client, url, body=WORDS, intent="hand-in", **fields):
    return client.post(url, {"body": body, "intent": intent, "copy_version": "", **fields})


def test_a_student_hands_in_and_the_scheme_opens(client, url, author):
    client.force_login(author)
    assert b"Hand in</button>" in client.get(url).content
    answer = client.get(send(client, url, is_shared="on").url).context["answer"]
    assert (answer.body, answer.student, answer.is_shared) == (WORDS, author, True)
    assert answer.handed_in_at


def test_that_handing_in_is_final_is_said_before_the_button(client, url, author):
    client.force_login(author)
    page = client.get(url).content.decode()
    assert page.index("After that it cannot be changed") < page.index("Hand in</button>")
    assert 'aria-describedby="final">Hand in' in page


def test_what_is_kept_stands_in_the_form_and_nobody_else_reads_it(client, url, author, instructor):
    client.force_login(author)
    assert send(client, url, intent="keep").url == url
    assert WORDS in client.get(url).content.decode()
    client.force_login(instructor)
    assert WORDS not in client.get(url).content.decode()
    assert client.get(f"/answers/{Answer.objects.get().pk}/").status_code == 404


def test_a_visitor_writes_and_the_words_are_there_after_signing_in(client, url, author):
    page = client.get(url).content
    assert b"Go on to sign in" in page
    assert b"is_shared" not in page
    response = send(client, url)
    assert response.url == f"/accounts/login/?next={url}"
    login = {"login": author.email, "password": site_makers.PASSWORD}
    author.set_password(site_makers.PASSWORD)
    author.save()
    assert client.post(response.url, login).url == url
    assert WORDS in client.get(url).content.decode()
    send(client, url)
    assert WORDS not in client.get(url).content.decode()


def test_visitors_of_a_network_who_write_without_end_keep_their_words_themselves(client, url):
    for _ in range(MOST_SESSIONS + 1):
        client.cookies.clear()
        response = send(client, url)
    assert (response.status_code, WORDS in response.content.decode()) == (403, True)
    assert Session.objects.count() == MOST_SESSIONS


def test_a_visitor_who_sends_too_much_gets_all_of_it_back_to_be_shortened(client, url):
    body = "many words " * 2000
    response = send(client, url, body)
    assert response.status_code == 422
    assert b"it may have 20000" in response.content
    assert body in response.content.decode()
    assert client.get(url).context["kept"] == ""


def test_a_visitor_may_send_as_much_as_a_student(client, url):
    """Browsers send each end of a line as two characters; it counts as one."""
    assert send(client, url, "lines\r\n" * 3300).status_code == 302
    assert client.get(url).context["kept"] == "lines\n" * 3300


def test_no_browser_cuts_an_answer_that_is_too_long(client, url, author):
    assert b"maxlength" not in client.get(url).content
    client.force_login(author)
    assert b"maxlength" not in client.get(url).content


def test_a_draft_is_not_there_for_a_student(client, url, question, author):
    StudyNote.objects.filter(pk=question.note_id).update(status="draft")
    client.force_login(author)
    assert client.get(url).status_code == 404
    assert send(client, url).status_code == 404


@pytest.mark.parametrize("body", ["", " \n ", "x" * 20_001])
def test_what_cannot_be_handed_in_is_said_and_kept_in_the_form(client, url, author, body):
    client.force_login(author)
    response = send(client, url, body)
    assert response.status_code == 422
    assert b"There is a problem" in response.content
    assert body.strip() in response.content.decode()
    assert not Answer.objects.exists()


def test_a_form_that_lost_its_words_on_the_way_changes_nothing(client, url, author):
    client.force_login(author)
    send(client, url, intent="keep")
    assert client.post(url, {"intent": "keep", "copy_version": "1"}).status_code == 422
    assert Answer.objects.get().body == WORDS


def test_two_windows_see_both_texts_and_nothing_is_lost(client, url, author):
    client.force_login(author)
    send(client, url, "The first window's words.", "keep")
    response = send(client, url, "The second window's words.", "keep")
    page = response.content.decode()
    assert response.status_code == 409
    assert "The first window&#x27;s words." in page
    assert "The second window&#x27;s words." in page
    version = response.context["form"]["copy_version"].value()
    assert send(client, url, "Both.", "keep", copy_version=version).url == url
    assert Answer.objects.get().body == "Both."


def test_an_attempt_may_begin_with_the_words_of_one_before(client, url, question, author, classmate):
    answer = makers.make_answer(question, author, body=WORDS)
    foreign = makers.make_answer(question, classmate, body="A classmate’s.")
    client.force_login(author)
    assert client.get(f"{url}?from={answer.pk}").context["form"]["body"].value() == WORDS
    assert client.get(f"{url}?from={foreign.pk}").context["form"]["body"].value() == ""
    assert client.get(f"{url}?from=x").status_code == 200


def test_attempts_are_listed_with_their_marks(client, url, question, author, instructor):
    answer = makers.make_answer(question, author)
    makers.make_marking(answer, instructor, secret_police_1="NKVD")
    client.force_login(author)
    page = client.get(url).content.decode()
    assert "Ines Instructor: 1 of 6" in page
    assert "Attempt 1" in page


def test_a_retired_question_takes_no_new_answer_and_shows_the_old(client, url, question, author):
    makers.make_answer(question, author)
    question.retired_at = timezone.now()
    question.save()
    client.force_login(author)
    page = client.get(url).content.decode()
    assert "no longer ask" in page
    assert "<textarea" not in page
    assert "Attempt 1" in page


def test_other_methods_are_refused(client, url):
    assert client.delete(url).status_code == 405
    assert client.head(url).status_code == 200


def test_queries_do_not_grow_with_attempts(
    client, url, question, author, instructor, django_assert_num_queries
):
    client.force_login(author)
    for _ in range(3):
        makers.make_marking(makers.make_answer(question, author), instructor)
    with django_assert_num_queries(7):
        client.get(url)
