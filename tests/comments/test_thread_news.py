"""What an open page of an essay is told when it asks for news."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from blog.models import Post
from comments.models import Comment
from comments.moderation.deciding import moderate
from tests import makers

from .test_comment_reply import send
from .test_discussion import order_in

pytestmark = pytest.mark.django_db


def version_of(post: Post) -> int:
    return Post.objects.values_list("thread_version", flat=True).get(pk=post.pk)


def ask(client: Client, post: Post, since: Any = 0, query: str = "", **headers: str) -> HttpResponse:
    return client.get(f"{post.get_absolute_url()}news/?since={since}{query}", headers=headers)


def say(author: User, post: Post, body: str, parent: Comment | None = None) -> Comment:
    """A reply, sent by its author's own browser."""
    client = Client()
    client.force_login(author)
    send(client, post, body=body, parent=parent.pk if parent else "")
    return Comment.objects.latest("pk")


@pytest.fixture
def member(post: Post, classmate: User) -> User:
    """Somebody whose comments are published at once."""
    makers.make_comment(post, classmate)
    return classmate


def test_nothing_new(client: Client, post: Post, member: User) -> None:
    state = ask(client, post, version_of(post)).json()
    assert state == {
        "version": version_of(post),
        "ids": [],
        "open": True,
        "revised": False,
        "reader": 0,
    }


def test_new_replies_are_named_oldest_first(client: Client, post: Post, member: User) -> None:
    since = version_of(post)
    first = say(member, post, "One")
    second = say(member, post, "Two", first)
    assert ask(client, post, since).json()["ids"] == [first.pk, second.pk]


def test_ones_own_are_no_news(client: Client, post: Post, member: User) -> None:
    since = version_of(post)
    say(member, post, "Mine")
    client.force_login(member)
    assert ask(client, post, since).json()["ids"] == []


def test_reply_that_is_approved_is_news_then(
    client: Client, post: Post, member: User, instructor: User
) -> None:
    held = makers.make_comment(post, status="held")
    since = version_of(post)
    assert ask(client, post, since).json()["ids"] == []
    moderate(comments=Comment.objects.filter(pk=held.pk), to="published", by=instructor)
    assert ask(client, post, since).json()["ids"] == [held.pk]


def test_unchanged_thread_is_answered_with_304_and_one_query(
    client: Client, post: Post, member: User
) -> None:
    tag = ask(client, post)["ETag"]
    with CaptureQueriesContext(connection) as queries:
        response = ask(client, post, **{"if-none-match": tag})
    assert response.status_code == 304
    assert response.content == b""
    assert len(queries) == 1


def test_member_costs_who_is_asking_and_one_query(client: Client, post: Post, member: User) -> None:
    client.force_login(member)
    tag = ask(client, post)["ETag"]
    with CaptureQueriesContext(connection) as queries:
        assert ask(client, post, **{"if-none-match": tag}).status_code == 304
    assert len(queries) <= 3


@pytest.mark.parametrize("size", [10, 1_000])
def test_answer_costs_two_queries_whatever_the_thread(client: Client, post: Post, size: int) -> None:
    makers.make_thread(post, [post.author], size)
    Post.objects.update(thread_version=5)
    Comment.objects.update(shown_in=4)
    with CaptureQueriesContext(connection) as queries:
        assert ask(client, post, 3).status_code == 200
    assert len(queries) <= 2


def test_new_reply_changes_the_tag(client: Client, post: Post, member: User) -> None:
    tag = ask(client, post)["ETag"]
    say(member, post, "News")
    assert ask(client, post, **{"if-none-match": tag}).status_code == 200


def test_tag_is_of_its_reader(client: Client, post: Post, member: User) -> None:
    tag = ask(client, post)["ETag"]
    client.force_login(member)
    response = ask(client, post, **{"if-none-match": tag})
    assert response.json()["reader"] == member.pk
    assert "private" in response["Cache-Control"]


def test_closed_thread_and_changed_essay_are_told(client: Client, post: Post) -> None:
    Post.objects.update(comments_close_at=timezone.now(), version=7)
    state = ask(client, post, query="&essay=6").json()
    assert (state["open"], state["revised"]) == (False, True)


def test_news_come_drawn_on_request(client: Client, post: Post, member: User) -> None:
    since = version_of(post)
    new = say(member, post, "The words of it")
    html = ask(client, post, since, "&html=").json()["html"]
    assert order_in(html) == [new.pk]
    assert "The words of it" in html
    assert f'href="{post.get_absolute_url()}?replytocom={new.pk}#respond"' in html


@pytest.mark.parametrize("since", ["x", "-1", "", "%00", "9" * 40])
def test_nonsense_is_answered(client: Client, post: Post, since: str) -> None:
    assert ask(client, post, since).status_code == 200


def test_essay_that_one_may_not_read_has_no_news(client: Client, author: User, outsider: User) -> None:
    post = makers.make_post(author, author.memberships.get().course, visibility="course")
    assert ask(client, post).status_code == 404
    client.force_login(outsider)
    assert ask(client, post).status_code == 404


def test_news_take_no_form(client: Client, post: Post) -> None:
    assert client.post(f"{post.get_absolute_url()}news/").status_code == 405
