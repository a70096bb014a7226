"""The page of one branch of a thread, and the part of it that a script asks for."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from blog.models import Post
from comments import pages
from comments.models import Comment
from tests import makers
from tests.html_checks import faults

from .test_discussion import order_in

pytestmark = pytest.mark.django_db
PAGE = pages.BRANCH_PAGE


@pytest.fixture
def branch(post: Post) -> list[int]:
    """A comment of the first level and the 250 that hang on it, each answering the one before."""
    makers.make_thread(post, [post.author], 251, levels=251)
    return list(post.comments.order_by("path").values_list("pk", flat=True))


def address(post: Post, pk: int, query: str = "") -> str:
    return f"{post.get_absolute_url()}replies/{pk}/{query}"


def page_of(client: Client, post: Post, pk: int, query: str = "") -> str:
    response = client.get(address(post, pk, query))
    assert response.status_code == 200
    return str(response.content.decode())


def link(page: str, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="(\?[^"#]+)#comments"', page)
    return found[1] if found else ""


def test_page_begins_with_the_comment_and_its_first_replies(
    client: Client, post: Post, branch: list[int]
) -> None:
    page = page_of(client, post, branch[0])
    assert order_in(page) == branch[: PAGE + 1]
    assert str(post) in page
    assert not faults(page.encode())


def test_pages_hold_the_branch_in_order(client: Client, post: Post, branch: list[int]) -> None:
    seen, query = set(), "?"
    while query:
        page = page_of(client, post, branch[0], query)
        seen |= set(order_in(page))
        query = link(page, "next")
    assert seen == set(branch)


def test_earlier_page_is_a_link_away(client: Client, post: Post, branch: list[int]) -> None:
    last = page_of(client, post, branch[0], f"?after={branch[200]}")
    earlier = page_of(client, post, branch[0], link(last, "prev"))
    assert set(branch[101:201]) <= set(order_in(earlier))


def test_what_the_first_row_hangs_on_stands_above_it(client: Client, post: Post, branch: list[int]) -> None:
    shown = order_in(page_of(client, post, branch[0], f"?after={branch[49]}"))
    assert shown == branch[:150]


def test_branch_of_any_comment_is_a_page(client: Client, post: Post, branch: list[int]) -> None:
    assert order_in(page_of(client, post, branch[90])) == branch[90 : 90 + PAGE + 1]


def test_replies_are_written_on_the_essays_page(client: Client, post: Post, branch: list[int]) -> None:
    page = page_of(client, post, branch[0])
    assert f'href="{post.get_absolute_url()}?replytocom={branch[3]}#respond"' in page
    assert 'href="?replytocom' not in page


def test_part_is_the_rows_alone_and_what_is_left_then(client: Client, post: Post, branch: list[int]) -> None:
    part = page_of(client, post, branch[0], f"?after={branch[60]}&part=")
    assert part.startswith('<article id="comment-')
    assert f"?after={branch[160]}" in part
    assert "Later replies" in part


@pytest.mark.parametrize("query", ["?after=x", "?after=0", "?before=-1", "?before=%00", "?after=99999999"])
def test_nonsense_gets_the_first_page(client: Client, post: Post, branch: list[int], query: str) -> None:
    assert order_in(page_of(client, post, branch[0], query)) == branch[: PAGE + 1]


def test_rows_of_other_branches_stay_out(client: Client, post: Post, branch: list[int]) -> None:
    other = makers.make_comment(post)
    makers.make_comment(post, parent=other)
    shown = order_in(page_of(client, post, branch[0], f"?after={other.pk}"))
    assert other.pk not in shown
    first = order_in(page_of(client, post, other.pk, f"?before={branch[9]}"))
    assert not set(first) & set(branch)


@pytest.mark.parametrize("status", ["held", "spam"])
def test_withheld_comment_has_no_page(client: Client, post: Post, status: str) -> None:
    hidden = makers.make_comment(post, status=status)
    assert client.get(address(post, hidden.pk)).status_code == 404


def test_comment_of_another_essay_has_no_page_here(client: Client, post: Post) -> None:
    elsewhere = makers.make_comment(makers.make_post(post.author, post.course))
    assert client.get(address(post, elsewhere.pk)).status_code == 404


def test_branch_of_an_essay_that_one_may_not_read_is_not_found(
    client: Client, author: User, outsider: User
) -> None:
    post = makers.make_post(author, author.memberships.get().course, visibility="course")
    comment = makers.make_comment(post, author)
    assert client.get(address(post, comment.pk)).status_code == 404
    client.force_login(outsider)
    assert client.get(address(post, comment.pk)).status_code == 404


def test_page_takes_no_form(client: Client, post: Post, branch: list[int]) -> None:
    assert client.post(address(post, branch[0])).status_code == 405


@pytest.mark.parametrize("size", [10, 1_000, 10_000])
def test_query_count_is_constant(client: Client, post: Post, size: int) -> None:
    makers.make_thread(post, [post.author], size, levels=size)
    root = Comment.objects.filter(depth=0).latest("pk")
    middle = root.pk + size // 2
    page_of(client, post, root.pk, f"?after={middle}")
    with CaptureQueriesContext(connection) as queries:
        page_of(client, post, root.pk, f"?after={middle}")
    assert len(queries) <= 5
