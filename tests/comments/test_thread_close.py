"""Closing a thread: at once, at a date, and opening it again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.models import User
from blog.models import Post
from comments.writing.closing import close_thread
from courses.visibility import Visibility

from .test_comment_reply import send, text_in

pytestmark = pytest.mark.django_db


def test_the_courses_staff_find_its_comments_to_moderate(
    client: Client, post: Post, author: User, instructor: User
) -> None:
    link = f'href="/admin/comments/comment/?essay={post.pk}">Moderate the comments</a>'
    for user, finds in [(instructor, True), (author, False)]:
        client.force_login(user)
        assert (link in client.get(post.get_absolute_url()).text) == finds


def close(client: Client, post: Post, user: User | None = None, **data: str) -> Any:
    if user:
        client.force_login(user)
    response = client.post(f"{post.get_absolute_url()}close-comments/", data)
    post.refresh_from_db()
    return response


def local(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def test_author_closes_it_at_once(client: Client, post: Post) -> None:
    assert close(client, post, post.author, when="now")["Location"] == f"{post.get_absolute_url()}#comments"
    assert not post.comments_are_open()
    assert "Comments are closed." in text_in(Client().get(post.get_absolute_url()))
    assert send(Client(), post).status_code == 403


def test_staff_close_it_at_a_date_and_readers_are_told(client: Client, post: Post, assistant: User) -> None:
    at = (timezone.now() + timedelta(days=3)).replace(second=0, microsecond=0)
    close(client, post, assistant, when="later", at=local(at))
    assert post.comments_close_at == at
    assert "Comments close on " in text_in(Client().get(post.get_absolute_url()))
    assert f'value="{local(at)}"' in text_in(client.get(f"{post.get_absolute_url()}close-comments/"))


def test_it_is_opened_again(client: Client, post: Post) -> None:
    close(client, post, post.author, when="now")
    close(client, post, when="never")
    assert post.comments_close_at is None
    assert post.comments_are_open()


def test_cached_pages_of_the_thread_are_old_then(post: Post) -> None:
    close_thread(post=post, by=post.author, at=timezone.now())
    assert Post.objects.get(pk=post.pk).thread_version == post.thread_version + 1


def test_only_who_may_finds_the_link(client: Client, post: Post, instructor: User, classmate: User) -> None:
    for user, finds in ((post.author, True), (instructor, True), (classmate, False)):
        client.force_login(user)
        assert ("close-comments/" in text_in(client.get(post.get_absolute_url()))) is finds


def test_anonymous_signs_in_first(client: Client, post: Post) -> None:
    assert close(client, post, when="now")["Location"].startswith("/accounts/login/")


def test_classmate_is_refused(client: Client, post: Post, classmate: User, editor: User) -> None:
    for user in (classmate, editor):
        assert close(client, post, user, when="now").status_code == 403
    with pytest.raises(PermissionDenied):
        close_thread(post=post, by=classmate, at=None)
    assert post.comments_are_open()


def test_who_may_not_read_the_essay_gets_404(client: Client, post: Post, outsider: User) -> None:
    Post.objects.update(visibility=Visibility.COURSE)
    assert close(client, post, outsider, when="now").status_code == 404


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Choose one."),
        ({"when": "perhaps"}, "Choose one."),
        ({"when": "later"}, "Type the date and time, or"),
        ({"when": "later", "at": "soon"}, "Type a date and a time"),
        ({"when": "later", "at": "2020-01-01T10:00"}, "That moment has passed."),
        ({"when": "later", "at": "99999-01-01T10:00"}, "Type a date and a time"),
    ],
)
def test_bad_input_is_named(client: Client, post: Post, data: dict[str, str], said: str) -> None:
    response = close(client, post, post.author, **data)
    assert response.status_code == 422
    assert said in text_in(response)
    assert post.comments_are_open()


def test_other_methods_are_refused(client: Client, post: Post) -> None:
    assert client.delete(f"{post.get_absolute_url()}close-comments/").status_code == 405
