"""The feed of the comments on one essay."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from blog.models import Post
from comments.models import Comment
from comments.upkeep import redraw
from courses.visibility import Visibility
from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("kind", ["", "atom/"])]


def feed(client: Client, post: Post, kind: str) -> str:
    response = client.get(f"{post.get_absolute_url()}feed/{kind}")
    assert response.status_code == 200
    ElementTree.fromstring(response.content)
    return response.content.decode()


def test_comments_are_in_full_newest_first(client: Client, post: Post, kind: str) -> None:
    makers.make_comment(post, makers.make_user("Tom Maxwell"), body="The *older* one")
    makers.make_comment(post, body="The newer one")
    redraw(Comment.objects.all())
    words = feed(client, post, kind)
    assert words.index("The newer one") < words.index("The &lt;em&gt;older&lt;/em&gt; one")
    assert "By Tom Maxwell" in words
    assert "Comments on: The Cult of Personality" in words


def test_only_published_comments_are_in_it(client: Client, post: Post, kind: str) -> None:
    for status in ("held", "spam", "removed"):
        makers.make_comment(post, body="Hidden words", status=status)
    redraw(Comment.objects.all())
    assert "Hidden words" not in feed(client, post, kind)


def test_no_address_is_in_it(client: Client, post: Post, classmate: User, kind: str) -> None:
    makers.make_comment(post, classmate, ip_address="192.0.2.7")
    makers.make_comment(post, guest_name="Gast", guest_email="secret@example.org")
    words = feed(client, post, kind)
    assert classmate.email not in words
    assert "secret@example.org" not in words
    assert "192.0.2.7" not in words


@pytest.mark.parametrize("visibility", [Visibility.SIGNED_IN, Visibility.COURSE, Visibility.STAFF])
def test_essay_that_is_not_public_has_none(
    client: Client, post: Post, author: User, visibility: str, kind: str
) -> None:
    Post.objects.update(visibility=visibility)
    client.force_login(author)
    assert client.get(f"{post.get_absolute_url()}feed/{kind}").status_code == 404


def test_draft_has_none(client: Client, author: User, kind: str) -> None:
    client.force_login(author)
    assert client.get(f"{makers.make_draft(author).get_absolute_url()}feed/{kind}").status_code == 404


def test_post_is_refused(client: Client, post: Post, kind: str) -> None:
    assert client.post(f"{post.get_absolute_url()}feed/{kind}").status_code == 405


@pytest.mark.parametrize("size", [2, 60])
def test_query_count_does_not_grow(client: Client, post: Post, size: int, kind: str) -> None:
    makers.make_thread(post, [makers.make_member(post.course) for _ in range(size)], size)
    with CaptureQueriesContext(connection) as queries:
        feed(client, post, kind)
    assert len(queries) == 2
