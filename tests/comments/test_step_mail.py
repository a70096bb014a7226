"""Who is told by mail of a step of an essay's way."""

import pytest
from django.core import mail

from blog.publishing import actions as publishing
from comments.models import NoticeSettings
from courses.models import WritingPolicy
from tests import makers


@pytest.fixture
def draft(course, author):
    WritingPolicy.objects.create(course=course, publishing="staff")
    return makers.make_draft(author, course, title="On bread")


@pytest.fixture
def hand_in(draft, author, django_capture_on_commit_callbacks):
    def step(action, **asked):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            action(post=draft, **asked)
        return {message.to[0]: message for message in mail.outbox}

    return step


def test_staff_hear_of_what_is_handed_in(hand_in, author, instructor, assistant, editor, classmate):
    sent = hand_in(publishing.submit, by=author)
    assert set(sent) == {instructor.email, assistant.email}
    assert "“On bread” was handed in" in sent[instructor.email].subject
    assert "/publication/" in sent[instructor.email].body
    assert "because you teach the course" in sent[instructor.email].body


def test_the_writer_hears_of_a_return_with_its_note(hand_in, author, instructor):
    hand_in(publishing.submit, by=author)
    sent = hand_in(publishing.return_with_note, by=instructor, note="Where is this from?")
    assert set(sent) == {author.email}
    assert "Where is this from?" in sent[author.email].body


def test_the_writer_hears_that_it_is_let_through(hand_in, author, instructor):
    hand_in(publishing.submit, by=author)
    assert set(hand_in(publishing.publish, by=instructor)) == {author.email}


def test_nobody_is_told_of_what_they_did_themselves(hand_in, author):
    hand_in(publishing.submit, by=author)
    assert hand_in(publishing.take_back, by=author) == {}


def test_who_wants_no_mail_gets_none(hand_in, author, instructor):
    NoticeSettings.objects.create(user=instructor, decision="never")
    assert hand_in(publishing.submit, by=author) == {}
