"""Asking Akismet, played by a real server on this machine that speaks its protocol."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import checks

from accounts import akismet_check
from accounts.arrivals import Arrival
from accounts.models import User
from blog.models import Post
from comments.actions import Guest, post_comment
from comments.models import Comment
from tests.akismet_server import Akismet

pytestmark = pytest.mark.django_db
GUEST = Guest("Gast", "gast@example.org", "https://gast.example")


def say(post: Post, body: str = "Well said.", **options: Any) -> Comment:
    return post_comment(post=post, guest=GUEST, body=body, ip_address="192.0.2.7", **options)


def test_what_it_calls_spam_is_spam(post: Post, akismet: Akismet) -> None:
    akismet.answer = b"true"
    entry = say(post).moderation_log.get()
    assert (entry.to_status, entry.rule, entry.reason) == ("spam", "akismet", "Akismet calls it spam")


def test_what_it_lets_pass_waits_as_before(post: Post, akismet: Akismet) -> None:
    assert say(post).moderation_log.get().rule == "course_policy"


def test_it_is_told_what_the_documentation_says(post: Post, akismet: Akismet) -> None:
    say(post, arrival=Arrival(user_agent="Browser 1.0"))
    [(path, fields)] = akismet.asked
    assert path == "/1.1/comment-check"
    assert {name: values[0] for name, values in fields.items()} == {
        "api_key": "a-key",
        "blog": "https://essays.example.edu/",
        "user_ip": "192.0.2.7",
        "user_agent": "Browser 1.0",
        "comment_type": "comment",
        "comment_author": "Gast",
        "comment_author_email": "gast@example.org",
        "comment_author_url": "https://gast.example",
        "comment_content": "Well said.",
        "permalink": f"https://essays.example.edu{post.get_absolute_url()}",
    }


def test_it_never_hears_of_members(post: Post, akismet: Akismet, classmate: User) -> None:
    post_comment(post=post, author=classmate, body="Well said.")
    assert not akismet.asked


@pytest.mark.parametrize("body", ["https://a.example https://b.example", "Well said."])
def test_it_is_not_asked_where_an_earlier_step_decides(post: Post, akismet: Akismet, body: str) -> None:
    trap = "" if "https" in body else "filled in"
    say(post, body, arrival=Arrival(trap=trap))
    assert not akismet.asked


def test_it_is_not_asked_without_a_key(post: Post, akismet: Akismet, settings: Any) -> None:
    settings.AKISMET_KEY = ""
    say(post)
    assert not akismet.asked


@pytest.mark.parametrize(("status", "answer"), [(500, b"true"), (200, b"invalid"), (200, b"<html>")])
def test_trouble_there_is_no_trouble_here(
    post: Post, akismet: Akismet, status: int, answer: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    akismet.status, akismet.answer = status, answer
    assert say(post).moderation_log.get().rule == "course_policy"
    assert "Akismet was not asked" in caplog.text
    assert "gast@example.org" not in caplog.text


def test_nobody_waits_for_it_for_long(post: Post, akismet: Akismet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(akismet_check, "TIME_OUT", 0.2)
    akismet.goes_on.clear()
    assert say(post).status == "held"
    akismet.goes_on.set()


def test_comment_that_was_sent_twice_is_asked_about_once(post: Post, akismet: Akismet) -> None:
    first = say(post)
    say(post, submission=first.submission)
    assert len(akismet.asked) == 1


@pytest.mark.parametrize(("blog", "errors"), [("", ["comments.E002"]), ("https://essays.example.edu", [])])
def test_key_needs_its_address(settings: Any, blog: str, errors: list[str]) -> None:
    settings.AKISMET_KEY, settings.AKISMET_BLOG = "a-key", blog
    assert [error.id for error in checks.run_checks() if str(error.id).startswith("comments")] == errors
