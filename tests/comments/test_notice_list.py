"""The page of notices, and the number in the header."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from blog.models import Post
from comments.models import Comment, Notice
from comments.notices.making import make_notices
from courses.models import Membership
from courses.visibility import Visibility
from tests import makers

pytestmark = pytest.mark.django_db
ADDRESS = "/notices/"


def tell(post: Post, author: User, **fields: str) -> Notice:
    comment = makers.make_comment(post, author, **fields)
    make_notices([comment.pk])
    return Notice.objects.get(comment=comment, recipient=post.author)


@pytest.fixture
def reader(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


def unread(user: User) -> int:
    return User.objects.values_list("unread_notices", flat=True).get(pk=user.pk)


def test_newest_comes_first_with_a_link_to_its_comment(reader: Client, post: Post, classmate: User) -> None:
    first, second = tell(post, classmate), tell(post, classmate)
    page = reader.get(ADDRESS).text
    links = [notice.comment.get_absolute_url() for notice in (second, first)]
    assert page.index(links[0]) < page.index(links[1])
    assert "Tom Classmate commented on your essay" in page


def test_nobody_sees_anothers_notices(client: Client, post: Post, classmate: User) -> None:
    tell(post, classmate)
    client.force_login(classmate)
    assert "Nothing yet." in client.get(ADDRESS).text


def test_anonymous_reader_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.get(ADDRESS).headers["Location"] == "/accounts/login/?next=/notices/"


def test_wrong_method_is_refused(reader: Client) -> None:
    assert reader.post(ADDRESS).status_code == 405


@pytest.mark.parametrize("page", ["0", "x", "2"])
def test_page_that_is_not_there_is_not_found(reader: Client, page: str) -> None:
    assert reader.get(f"{ADDRESS}?page={page}").status_code == 404


def test_looking_changes_nothing(reader: Client, post: Post, author: User, classmate: User) -> None:
    tell(post, classmate)
    reader.get(ADDRESS)
    assert unread(author) == 1


def test_withheld_comment_is_not_told_of(reader: Client, post: Post, classmate: User) -> None:
    notice = tell(post, classmate, body="Something rude.")
    Comment.objects.filter(pk=notice.comment_id).update(status="spam", is_shown=False)
    assert "Nothing yet." in reader.get(ADDRESS).text


def test_essay_that_may_not_be_read_any_more_is_not_named(
    client: Client, post: Post, classmate: User, editor: User
) -> None:
    makers.make_comment(post, editor)
    comment = makers.make_comment(post, classmate, Comment.objects.get(), body="A secret.")
    make_notices([comment.pk])
    Post.objects.filter(pk=post.pk).update(visibility=Visibility.COURSE)
    Membership.objects.filter(user=editor).delete()
    client.force_login(editor)
    page = client.get(ADDRESS).text
    assert "About an essay that you may not read any more" in page
    assert post.title not in page
    assert "A secret." not in page


def test_header_says_the_number(reader: Client, post: Post, classmate: User) -> None:
    assert "unread</span>" not in reader.get("/").text
    tell(post, classmate)
    assert 'Notices <b>1<span class="visually-hidden"> unread</span></b>' in reader.get("/").text


@pytest.mark.parametrize("size", [1, 15])
def test_queries_do_not_grow_with_notices(reader: Client, post: Post, size: int) -> None:
    for _ in range(size):
        tell(post, makers.make_member(post.course))
    with CaptureQueriesContext(connection) as queries:
        reader.get(ADDRESS)
    assert len(queries) <= 5, [query["sql"][:90] for query in queries]
