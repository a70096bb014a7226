"""Following and muting a thread."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from blog.models import Post
from comments.models import Notice, Subscription
from comments.notices.making import make_notices
from courses.visibility import Visibility
from tests import makers

pytestmark = pytest.mark.django_db
SETTINGS = "/notices/settings/"


@pytest.fixture
def reader(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


def follow(client: Client, post: Post, state: str, **fields: str) -> str:
    response = client.post(f"{post.get_absolute_url()}thread/follow/", {"state": state, **fields})
    return response.headers.get("Location", str(response.status_code))


def test_thread_is_followed_muted_and_neither(reader: Client, post: Post, author: User) -> None:
    for state in ("followed", "muted"):
        assert follow(reader, post, state) == f"{post.get_absolute_url()}#comments"
        assert Subscription.objects.get(user=author, post=post).state == state
        assert post.title in reader.get(SETTINGS).text
    assert follow(reader, post, "", back="settings") == SETTINGS
    assert not Subscription.objects.exists()


def test_anonymous_reader_is_sent_to_sign_in(client: Client, post: Post) -> None:
    assert follow(client, post, "followed").startswith("/accounts/login/")


def test_wrong_method_is_refused(reader: Client, post: Post) -> None:
    assert reader.get(f"{post.get_absolute_url()}thread/follow/").status_code == 405


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("followed", "You follow this thread."),
        ("muted", "You have muted this thread."),
        ("", "Follow this thread"),
    ],
)
def test_essay_says_what_one_does(
    client: Client, post: Post, classmate: User, state: str, words: str
) -> None:
    client.force_login(classmate)
    follow(client, post, state)
    client.get(post.get_absolute_url())  # says what was done
    assert words in client.get(post.get_absolute_url()).text


@pytest.mark.parametrize("state", ["loud", None])
def test_unknown_wish_is_a_bad_request(reader: Client, post: Post, state: str | None) -> None:
    fields = {} if state is None else {"state": state}
    assert reader.post(f"{post.get_absolute_url()}thread/follow/", fields).status_code == 400


def test_stranger_follows_nothing_that_they_may_not_read(client: Client, post: Post, outsider: User) -> None:
    Post.objects.filter(pk=post.pk).update(visibility=Visibility.COURSE)
    client.force_login(outsider)
    assert follow(client, post, "followed") == "404"


def test_muting_stops_what_waits_but_mentions(
    reader: Client, post: Post, author: User, classmate: User
) -> None:
    make_notices([makers.make_comment(post, classmate).pk, makers.make_comment(post, classmate).pk])
    first = Notice.objects.order_by("pk").first()
    assert first
    Notice.objects.filter(pk=first.pk).update(kind="mention")
    follow(reader, post, "muted")
    assert list(Notice.objects.unmailed()) == [first]
