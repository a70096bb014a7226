"""Names completed after an @."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from blog.models import Post
from comments.naming import MOST_OFFERED
from courses.models import Role
from courses.visibility import Visibility
from tests import makers

pytestmark = pytest.mark.django_db


def find(client: Client, post: Post, typed: str, user: User | None = None) -> list[str]:
    if user:
        client.force_login(user)
    response = client.get(f"{post.get_absolute_url()}mentions/", {"q": typed})
    assert response["Cache-Control"] == "private, no-store"
    names: list[str] = response.json()["names"]
    return names


def test_member_finds_members_by_the_beginning_of_a_word(
    client: Client, post: Post, classmate: User, editor: User, instructor: User
) -> None:
    assert find(client, post, "tom", editor) == ["Tom Classmate"]
    assert find(client, post, "class") == ["Tom Classmate"]
    assert find(client, post, "I") == ["Ines Instructor", "Isaiah Author"]
    assert find(client, post, "lassmate") == []


def test_one_is_not_offered_oneself(client: Client, post: Post, editor: User) -> None:
    assert find(client, post, "eva", editor) == []


def test_who_is_in_no_course_finds_who_leads_it_and_who_wrote_here(
    client: Client, post: Post, classmate: User, instructor: User, outsider: User
) -> None:
    makers.make_comment(post, makers.make_user("Walter Writer"))
    assert find(client, post, "", outsider) == ["Ines Instructor", "Isaiah Author", "Walter Writer"]


def test_whose_comment_is_hidden_is_not_found(client: Client, post: Post, outsider: User) -> None:
    makers.make_comment(post, makers.make_user("Walter Writer"), status="held")
    assert find(client, post, "walter", outsider) == []


def test_at_most_ten_are_offered(client: Client, post: Post, editor: User) -> None:
    for n in range(15):
        makers.make_member(post.course, Role.STUDENT, makers.make_user(f"Anna {n}"))
    assert len(find(client, post, "anna", editor)) == MOST_OFFERED == 10


def test_anonymous_is_refused(client: Client, post: Post) -> None:
    assert client.get(f"{post.get_absolute_url()}mentions/").status_code == 403


def test_who_may_not_read_the_essay_gets_404(client: Client, post: Post, outsider: User) -> None:
    Post.objects.update(visibility=Visibility.COURSE)
    client.force_login(outsider)
    assert client.get(f"{post.get_absolute_url()}mentions/").status_code == 404


@pytest.mark.parametrize("typed", ["", "\x00", "%", "_" * 1000, "’"])
def test_bad_words_are_no_error(client: Client, post: Post, editor: User, typed: str) -> None:
    assert isinstance(find(client, post, typed, editor), list)


def test_other_methods_are_refused(client: Client, post: Post) -> None:
    assert client.post(f"{post.get_absolute_url()}mentions/").status_code == 405


def test_queries_do_not_grow(client: Client, post: Post, editor: User) -> None:
    client.force_login(editor)
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            find(client, post, "a")
        assert len(queries) <= 4  # two of them for the session
        makers.make_thread(post, [makers.make_member(post.course) for _ in range(5)], 20)
