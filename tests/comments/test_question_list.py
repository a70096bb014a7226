"""An author's open questions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from blog.models import Post
from comments import upkeep
from comments.models import Comment
from tests import makers

from .test_comment_reply import text_in

pytestmark = pytest.mark.django_db


def ask(post: Post, words: str, **fields: object) -> Comment:
    made = makers.make_comment(post, body=words, **({"question": "open"} | fields))
    upkeep.redraw(Comment.objects.filter(pk=made.pk))
    return made


def listed(client: Client, user: User) -> str:
    client.force_login(user)
    return text_in(client.get("/questions/"))


def test_author_finds_what_they_were_asked(client: Client, post: Post) -> None:
    question = ask(post, "Why so?")
    page = listed(client, post.author)
    assert "Why so?" in page
    assert f"{post.get_absolute_url()}?replytocom={question.pk}#respond" in page


def test_by_essay_the_oldest_first(client: Client, post: Post) -> None:
    later = makers.make_post(post.author, post.course, published_at=timezone.now() + timedelta(days=1))
    long_ago = timezone.now() - timedelta(days=9)
    for where, words in ((later, "Third?"), (post, "Second?")):
        ask(where, words)
    ask(post, "First?", created_at=long_ago)
    page = listed(client, post.author)
    assert page.index("First?") < page.index("Second?") < page.index(later.title) < page.index("Third?")


@pytest.mark.parametrize(
    "fields", [{"question": "answered"}, {"question": ""}, {"status": "held"}, {"status": "removed"}]
)
def test_what_is_answered_or_hidden_is_not_there(client: Client, post: Post, fields: dict[str, str]) -> None:
    ask(post, "Why so?", **fields)
    assert "Why so?" not in listed(client, post.author)


def test_questions_to_others_are_not_there(client: Client, post: Post, instructor: User) -> None:
    ask(post, "Why so?")
    page = listed(client, instructor)
    assert "Why so?" not in page
    assert "No open questions." in page


def test_anonymous_signs_in_first(client: Client) -> None:
    assert client.get("/questions/")["Location"].startswith("/accounts/login/")


def test_other_methods_are_refused(client: Client, author: User) -> None:
    client.force_login(author)
    assert client.post("/questions/").status_code == 405


def test_queries_do_not_grow(client: Client, post: Post) -> None:
    client.force_login(post.author)
    counts = []
    for n in range(2):
        ask(makers.make_post(post.author, post.course), f"Why {n}?")
        with CaptureQueriesContext(connection) as queries:
            client.get("/questions/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4


def test_my_essays_lead_there(client: Client, post: Post) -> None:
    client.force_login(post.author)
    assert "open question" not in text_in(client.get("/my/essays/"))
    ask(post, "Why so?")
    ask(post, "And why not?")
    page = text_in(client.get("/my/essays/"))
    assert '<a href="/questions/">2 open questions to you</a>' in page
    assert '<a href="/questions/">Questions to you</a>' in page
