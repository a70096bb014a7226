"""The passages of an essay that replies answer, as the page asks for them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from blog.models import Post
from courses.visibility import Visibility
from tests import makers

pytestmark = pytest.mark.django_db


def passages(client: Client, post: Post) -> list[dict[str, Any]]:
    response = client.get(f"{post.get_absolute_url()}passages/")
    assert response.status_code == 200
    return response.json()["passages"]


def test_reader_gets_the_places_and_who_replies(client: Client, post: Post, classmate: User) -> None:
    comment = makers.make_comment(post, classmate)
    makers.make_passage(comment, "short")
    assert passages(client, post) == [
        {"comment": comment.pk, "start": 2, "end": 7, "name": classmate.display_name}
    ]


def test_guest_is_named(client: Client, post: Post) -> None:
    guest = makers.make_comment(post, guest_name="Gast", guest_email="gast@example.org")
    makers.make_passage(guest, "short")
    assert [one["name"] for one in passages(client, post)] == ["Gast"]


@pytest.mark.parametrize("status", ["held", "removed", "spam", "deleted"])
def test_passage_of_a_hidden_comment_is_not_there(client: Client, post: Post, status: str) -> None:
    makers.make_passage(makers.make_comment(post, status=status), "short")
    assert passages(client, post) == []


def test_detached_passage_is_not_there(client: Client, post: Post) -> None:
    makers.make_passage(makers.make_comment(post), "short", start=None, end=None)
    assert passages(client, post) == []


def test_writer_gets_their_held_one(client: Client, post: Post, classmate: User) -> None:
    makers.make_passage(makers.make_comment(post, classmate, status="held"), "short")
    client.force_login(classmate)
    assert len(passages(client, post)) == 1


def test_outsider_gets_404_for_an_essay_of_the_course(client: Client, post: Post, outsider: User) -> None:
    Post.objects.filter(pk=post.pk).update(visibility=Visibility.COURSE)
    client.force_login(outsider)
    assert client.get(f"{post.get_absolute_url()}passages/").status_code == 404


def test_it_is_only_read(client: Client, post: Post) -> None:
    assert client.post(f"{post.get_absolute_url()}passages/").status_code == 405


@pytest.mark.parametrize("size", [1, 40])
def test_queries_do_not_grow_with_passages(client: Client, post: Post, size: int) -> None:
    for _ in range(size):
        makers.make_passage(makers.make_comment(post, post.author), "short")
    with CaptureQueriesContext(connection) as queries:
        assert len(passages(client, post)) == size
    assert len(queries) == 2
