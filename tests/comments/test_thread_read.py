"""What a reader has read of a thread: the marks on the page, and what is sent."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from blog.models import Post
from comments.models import Comment, ReadMark
from comments.moderation.deciding import moderate
from tests import makers

from .test_discussion import page_of, words_in
from .test_thread_news import say, version_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client, course: Any) -> User:
    user = makers.make_member(course, user=makers.make_user("Rita Reader"))
    client.force_login(user)
    return user


@pytest.fixture
def talker(post: Post, classmate: User) -> User:
    """Somebody whose comments are published at once."""
    makers.make_comment(post, classmate)
    return classmate


def read(client: Client, post: Post, version: Any = None, **fields: Any) -> HttpResponse:
    version = version_of(post) if version is None else version
    return client.post(f"{post.get_absolute_url()}read/", {"version": version, **fields})


def new_in(page: str) -> int:
    return page.count("<strong>New</strong>")


def test_nothing_is_new_at_a_first_visit(client: Client, post: Post, reader: User, talker: User) -> None:
    page = page_of(client, post)
    assert new_in(page) == 0
    assert "data-first" in page
    assert not ReadMark.objects.exists()


def test_what_comes_after_reading_is_new_and_counted(
    client: Client, post: Post, reader: User, talker: User
) -> None:
    read(client, post)
    new = say(talker, post, "News")
    page = page_of(client, post)
    assert new_in(page) == 1
    assert f'<article id="comment-{new.pk}" class="depth-0 new">' in page
    assert "1 new Next unread" in words_in(page)
    assert f'href="?comment={new.pk}#comment-{new.pk}">Next unread' in page


def test_button_marks_all_and_leads_back(client: Client, post: Post, reader: User, talker: User) -> None:
    read(client, post)
    say(talker, post, "News")
    response = read(client, post)
    assert response["Location"] == f"{post.get_absolute_url()}#comments"
    assert new_in(page_of(client, post)) == 0


def test_script_marks_what_was_seen(client: Client, post: Post, reader: User, talker: User) -> None:
    read(client, post)
    one, other = say(talker, post, "One"), say(talker, post, "Two")
    assert read(client, post, ids=str(other.pk)).status_code == 204
    page = page_of(client, post)
    assert f'id="comment-{one.pk}" class="depth-0 new"' in page
    assert new_in(page) == 1


def test_when_all_is_read_only_the_version_is_kept(
    client: Client, post: Post, reader: User, talker: User
) -> None:
    read(client, post)
    ids = [say(talker, post, f"News {n}").pk for n in range(3)]
    read(client, post, ids=f"{ids[2]},{ids[0]}")
    assert ReadMark.objects.get().read_ids == [ids[2]]
    read(client, post, ids=str(ids[1]))
    mark = ReadMark.objects.get()
    assert (mark.version, mark.read_ids) == (version_of(post), [])


def test_ones_own_are_never_new(client: Client, post: Post, reader: User, talker: User) -> None:
    read(client, post)
    makers.make_comment(post, reader)
    say(reader, post, "Mine")
    assert new_in(page_of(client, post)) == 0


def test_reply_that_is_approved_later_is_new_though_it_is_older(
    client: Client, post: Post, reader: User, talker: User, instructor: User
) -> None:
    held = makers.make_comment(post, status="held")
    say(talker, post, "Later")
    read(client, post)
    moderate(comments=Comment.objects.filter(pk=held.pk), to="published", by=instructor)
    assert f'id="comment-{held.pk}" class="depth-0 new"' in page_of(client, post)


def test_what_came_after_the_page_was_drawn_stays_new(
    client: Client, post: Post, reader: User, talker: User
) -> None:
    read(client, post)
    say(talker, post, "On the page")
    drawn = version_of(post)
    late = say(talker, post, "Since")
    read(client, post, drawn)
    page = page_of(client, post)
    assert new_in(page) == 1
    assert f'id="comment-{late.pk}" class="depth-0 new"' in page


def test_older_tab_takes_nothing_back(client: Client, post: Post, reader: User, talker: User) -> None:
    before = version_of(post)
    read(client, post)
    say(talker, post, "News")
    read(client, post)
    read(client, post, before)
    assert new_in(page_of(client, post)) == 0


def test_version_that_is_not_there_yet_reads_nothing_ahead(
    client: Client, post: Post, reader: User, talker: User
) -> None:
    read(client, post, 10**9)
    say(talker, post, "News")
    assert new_in(page_of(client, post)) == 1


def test_ids_of_other_essays_are_not_kept(client: Client, post: Post, reader: User, talker: User) -> None:
    read(client, post)
    say(talker, post, "News")
    elsewhere = makers.make_comment(makers.make_post(post.author, post.course))
    read(client, post, ids=f"{elsewhere.pk},999999")
    assert ReadMark.objects.get().read_ids == []
    assert new_in(page_of(client, post)) == 1


def test_unread_of_a_long_thread_are_listed_wherever_they_stand(
    client: Client, post: Post, reader: User, talker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comments.thread.ONE_PAGE", 10)
    makers.make_thread(post, [post.author], 200, levels=200)
    read(client, post)
    late = say(talker, post, "At the end", Comment.objects.latest("pk"))
    page = page_of(client, post)
    assert new_in(page) == 0
    assert f'data-ids="{late.pk}"' in page
    assert "1 new" in words_in(page)
    assert new_in(page_of(client, post, f"?comment={late.pk}")) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"version": ""},
        {"version": "x"},
        {"version": "-1"},
        {"version": "1", "ids": "x"},
        {"version": "1", "ids": "1," * 501 + "1"},
        {"version": "1", "ids": "0"},
    ],
)
def test_nonsense_is_a_bad_request(client: Client, post: Post, reader: User, fields: dict[str, str]) -> None:
    assert client.post(f"{post.get_absolute_url()}read/", fields).status_code == 400
    assert not ReadMark.objects.exists()


def test_stranger_is_sent_to_sign_in(client: Client, post: Post) -> None:
    assert "login" in read(client, post)["Location"]


def test_essay_that_one_may_not_read_is_not_found(client: Client, author: User, outsider: User) -> None:
    post = makers.make_post(author, author.memberships.get().course, visibility="course")
    client.force_login(outsider)
    assert read(client, post).status_code == 404


def test_reading_marks_nothing_by_itself(client: Client, post: Post, reader: User) -> None:
    assert client.get(f"{post.get_absolute_url()}read/").status_code == 405
    page_of(client, post)
    assert not ReadMark.objects.exists()


@pytest.mark.parametrize("size", [10, 1_000])
def test_marks_cost_no_query_of_their_own(client: Client, post: Post, reader: User, size: int) -> None:
    makers.make_thread(post, [post.author, *(makers.make_member(post.course) for _ in range(5))], size)
    read(client, post)
    Comment.objects.filter(pk__in=Comment.objects.values("pk")[5:9]).update(shown_in=version_of(post) + 1)
    page_of(client, post)
    with CaptureQueriesContext(connection) as queries:
        assert new_in(page_of(client, post)) == 4
    assert len(queries) <= 9, [query["sql"][:90] for query in queries]
