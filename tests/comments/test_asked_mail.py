"""Who is asked to write an essay with its authors gets a mail."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import User
from blog.authorship import actions
from blog.models import Authorship, Post
from comments.models import NoticeSettings
from comments.notices.asking import MAILS_A_DAY, mail_asked
from courses.models import WritingPolicy
from tests.post_office import PostOffice

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(post: Post, classmate: User, post_office: PostOffice, django_capture_on_commit_callbacks: Any) -> Any:
    WritingPolicy.objects.create(course=post.course, allows_coauthors=True)

    def asked() -> Authorship:
        with django_capture_on_commit_callbacks(execute=True):
            return actions.ask(post=post, who=classmate.email, by=post.author)

    return asked


def test_they_hear_who_asks_for_what_and_where_to_answer(
    ask: Any, post_office: PostOffice, post: Post, classmate: User
) -> None:
    ask()
    text, _ = post_office.parts()
    assert post_office.sent_to == [[classmate.email]]
    assert "Isaiah Author asks you to write “The Cult of Personality”" in post_office.arrived[0]["Subject"]
    assert f"https://essays.example.edu/essays/{post.pk}/" in text


def test_who_wants_no_mail_gets_none(ask: Any, post_office: PostOffice, classmate: User) -> None:
    NoticeSettings.objects.create(user=classmate, decision="never")
    ask()
    assert not post_office.sent_to


def test_asking_over_and_over_mails_a_few_times(
    ask: Any, post_office: PostOffice, post: Post, classmate: User
) -> None:
    for _ in range(MAILS_A_DAY + 2):
        ask()
        actions.take_back(post=post, person=classmate.pk, by=post.author)
    assert len(post_office.sent_to) == MAILS_A_DAY


def test_who_has_answered_meanwhile_is_not_mailed(
    ask: Any, post_office: PostOffice, post: Post, classmate: User
) -> None:
    with post_office.closed():
        asked = ask()
    actions.accept(post=post, by=classmate)
    assert mail_asked.call(asked.pk)
    assert not post_office.sent_to
