"""Marking notices as read: one, or all that a page showed."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from blog.models import Post
from comments.models import Notice

from .test_notice_list import tell, unread

pytestmark = pytest.mark.django_db
READ = "/notices/read/"


@pytest.fixture
def reader(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


def test_one_is_marked_as_read(reader: Client, post: Post, author: User, classmate: User) -> None:
    notice, _ = tell(post, classmate), tell(post, classmate)
    assert reader.post(READ, {"notice": notice.pk}).headers["Location"] == "/notices/"
    assert unread(author) == 1


def test_all_that_were_on_the_page_are_marked_as_read(
    reader: Client, post: Post, author: User, classmate: User
) -> None:
    seen, _ = tell(post, classmate), tell(post, classmate)
    reader.post(READ, {"upto": seen.pk, "page": "3"})
    assert list(Notice.objects.filter(read_at=None).values_list("pk", flat=True)) != []
    assert unread(author) == 1


@pytest.mark.parametrize("fields", [{}, {"notice": "x"}, {"upto": "-1"}, {"notice": "9" * 40}])
def test_nothing_to_mark_is_a_bad_request(reader: Client, fields: dict[str, str]) -> None:
    assert reader.post(READ, fields).status_code == 400


def test_anothers_notice_stays_unread(client: Client, post: Post, author: User, classmate: User) -> None:
    notice = tell(post, classmate)
    client.force_login(classmate)
    client.post(READ, {"notice": notice.pk})
    assert unread(author) == 1


def test_reading_the_thread_reads_its_notices(
    reader: Client, post: Post, author: User, classmate: User
) -> None:
    notice, _ = tell(post, classmate), tell(post, classmate)
    fields = {"version": "0", "ids": str(notice.comment_id)}
    assert reader.post(f"{post.get_absolute_url()}read/", fields).status_code == 204
    assert unread(author) == 1
    reader.post(f"{post.get_absolute_url()}read/", {"version": "9"})
    assert unread(author) == 0


def test_anonymous_reader_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.post(READ, {"upto": "1"}).headers["Location"] == "/accounts/login/?next=/notices/"


def test_wrong_method_is_refused(reader: Client) -> None:
    assert reader.get(READ).status_code == 405
