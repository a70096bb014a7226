"""The ledger of a text that is being written."""

from datetime import UTC, datetime

import pytest

from blog.models import MAX_BODY_LENGTH, FindingAnswer
from tests import makers

URL = "/check/"
LINE = "Freeze, Gregory. Russia: A History."


@pytest.fixture
def writer(client, author):
    client.force_login(author)
    return author


def ask(client, body: str, **more):
    return client.post(URL, {"body": body, "sources": LINE, **more})


def test_text_is_compared_with_the_sources_beside_it(client, writer):
    shown = ask(client, "It failed (Freeze 12). It failed (Freese 13).").text
    assert "<b>1 of 1</b> source cited" in shown
    assert "Did you mean “Freeze”?" in shown


def test_nothing_is_stored(client, writer, post):
    before = post.body
    ask(client, "Another text (Freeze 12).", post=post.pk)
    post.refresh_from_db()
    assert post.body == before
    assert not post.citations.exists()


def test_answers_of_a_saved_essay_hold(client, writer, post):
    body = "It failed (Tucker 12)."
    FindingAnswer.objects.create(
        post=post, kind="no_source", words="Tucker 12", answer="leave", answered_by=writer
    )
    shown = ask(client, body, post=post.pk).text
    assert "Answered (1)" in shown
    assert '<li class="no_source">' not in shown


def test_new_essay_has_no_buttons_to_answer(client, writer, course):
    shown = ask(client, "It failed (Freese 12).", course=course.pk).text
    assert "Save the draft to answer." in shown
    assert 'name="answer"' not in shown


def test_unit_and_its_deadline_stand_above_what_is_asked(client, writer, course):
    unit = makers.make_unit(course, posts_due_at=datetime(2030, 4, 1, 21, 30, tzinfo=UTC))
    shown = ask(client, "", course=course.pk, unit=unit.pk).text
    assert f'href="{unit.get_absolute_url()}"' in shown
    assert "April 1, 2030 at 9:30 pm</time>" in shown


def test_line_that_the_course_knows_is_the_source_it_knows(client, writer, course):
    makers.make_entry(
        makers.make_post(writer, course), LINE, source=makers.make_source(course, "Tucker, R. C.")
    )
    assert "<b>1 of 1</b> source cited" in ask(client, "It failed (Tucker 12).", course=course.pk).text


def test_source_of_the_library_may_be_cited_by_its_key(client, writer, course):
    makers.make_source(course, "Tucker, Robert. Stalin", key="tucker")
    shown = ask(client, "It failed [@tucker, 12].", course=course.pk).text
    assert "Tucker, Robert. Stalin" in shown
    assert "<b>0</b> match no source" in shown


def test_source_of_somebody_elses_draft_may_not(client, writer, classmate, course):
    hidden = makers.make_source(course, "Hidden, A.", key="hidden", shared_at=None, added_by=classmate)
    makers.make_entry(makers.make_draft(classmate, course), source=hidden)
    assert "Hidden, A." not in ask(client, "It failed [@hidden, 12].", course=course.pk).text


def test_too_long_a_text_is_refused(client, writer):
    answer = ask(client, "x" * (MAX_BODY_LENGTH + 1))
    assert answer.status_code == 422
    assert "too long" in answer.text


@pytest.mark.parametrize("number", ["0", "999999", "9" * 5000, "x", "-1", ""])
def test_course_that_is_none_is_no_course(client, writer, number):
    assert ask(client, "It failed (Freeze 12).", course=number).status_code == 200


def test_somebody_elses_essay_is_404(client, classmate, post):
    client.force_login(classmate)
    assert ask(client, "Words.", post=post.pk).status_code == 404


def test_nothing_at_all_is_an_empty_ledger(client, writer):
    assert "No citations found." in client.post(URL).text


def test_hostile_text_stays_words(client, writer):
    shown = ask(client, "(<script>alert(1)</script> Freese 347)\x00 “" + "[" * 5_000).text
    assert "<script>" not in shown


def test_stranger_is_sent_to_sign_in(client, db):
    assert ask(client, "x").url == "/accounts/login/?next=/check/"


def test_asking_is_no_way_to_send_a_text(client, writer):
    assert client.get(URL, {"body": "x"}).status_code == 405


def test_queries_do_not_grow_with_the_sources(client, writer, course, django_assert_max_num_queries):
    lines = "\n".join(f"Author{n}, A. Book {n}." for n in range(150))
    with django_assert_max_num_queries(9):
        ask(client, "It failed (Author1 12; Author2 13).", sources=lines, course=course.pk)
