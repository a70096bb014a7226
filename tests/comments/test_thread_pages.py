"""Threads that are longer than a page."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from blog.models import Post
from comments import thread
from comments.models import Comment
from tests import makers

from .test_discussion import order_in, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def long(post: Post, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The comments of a thread of 250, in reading order, where 50 make one page."""
    monkeypatch.setattr(thread, "ONE_PAGE", 50)
    makers.make_thread(post, [post.author], 250)
    return list(Comment.objects.order_by("path").values_list("pk", flat=True))


def link(page: str, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="(\?[^"#]+)#comments"', page)
    return found[1] if found else ""


def test_first_page_has_the_oldest_and_leads_on(client: Client, post: Post, long: list[int]) -> None:
    page = page_of(client, post)
    assert order_in(page) == long[:100]
    assert "Newer Comments →" in page
    assert "Older Comments" not in page
    assert "250 replies on" in page


def test_newer_pages_hold_the_rest_in_order(client: Client, post: Post, long: list[int]) -> None:
    seen, query = [], "?"
    while query:
        page = page_of(client, post, query)
        seen += order_in(page)
        query = link(page, "next")
    assert seen == long


def test_older_leads_back_the_same_way(client: Client, post: Post, long: list[int]) -> None:
    second = page_of(client, post, link(page_of(client, post), "next"))
    third = page_of(client, post, link(second, "next"))
    assert order_in(page_of(client, post, link(third, "prev"))) == long[100:200]
    assert order_in(page_of(client, post, link(second, "prev"))) == long[:100]


@pytest.mark.parametrize("place", [0, 19, 20, 21, 120, 249])
@pytest.mark.parametrize("name", ["comment", "replytocom"])
def test_permalink_opens_the_page_that_holds_the_comment(
    client: Client, post: Post, long: list[int], place: int, name: str
) -> None:
    assert long[place] in order_in(page_of(client, post, f"?{name}={long[place]}"))


def test_comments_before_the_permalinks_page_are_reachable(
    client: Client, post: Post, long: list[int]
) -> None:
    page = page_of(client, post, f"?comment={long[120]}")
    assert order_in(page)[0] == long[100]
    assert order_in(page_of(client, post, link(page, "prev"))) == long[:100]


@pytest.mark.parametrize(
    "query",
    [
        "?after=x",
        "?after=%00",
        "?before=0000000",
        "?before=ABC",
        "?comment=0",
        "?comment=x",
        "?after=" + "z" * 9,
    ],
)
def test_nonsense_gets_the_first_page(client: Client, post: Post, long: list[int], query: str) -> None:
    assert order_in(page_of(client, post, query)) == long[:100]


def test_reply_to_a_comment_on_another_page_links_there(client: Client, post: Post, long: list[int]) -> None:
    root = Comment.objects.get(pk=long[0])
    late = makers.make_comment(post, parent=root)
    Comment.objects.filter(pk=late.pk).update(path=Comment.objects.get(pk=long[-1]).path + "zzzzzzz")
    page = page_of(client, post, f"?comment={late.pk}")
    assert f'<a href="?comment={root.pk}#comment-{root.pk}">in reply to' in page


def test_only_a_paged_thread_says_so_to_the_script(client: Client, post: Post, long: list[int]) -> None:
    assert "data-paged" in page_of(client, post)
    assert "data-paged" not in page_of(client, makers.make_post(post.author, post.course))


def test_query_count_of_every_page(client: Client, post: Post, long: list[int]) -> None:
    page_of(client, post)
    with CaptureQueriesContext(connection) as queries:
        page_of(client, post)
    assert len([q for q in queries if "comments_comment" in q["sql"]]) == 1
    with CaptureQueriesContext(connection) as queries:
        page_of(client, post, f"?comment={long[200]}")
    assert len([q for q in queries if "comments_comment" in q["sql"]]) == 3
