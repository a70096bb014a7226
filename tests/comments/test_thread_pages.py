"""Threads that are longer than a page: the first level in parts, and long branches folded."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from blog.models import Post
from comments import pages, thread
from comments.models import Comment
from tests import makers
from tests.html_checks import faults

from .test_discussion import order_in, page_of

pytestmark = pytest.mark.django_db
PER_PAGE = pages.FIRST_LEVEL


def link(page: str, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="(\?[^"#]+)#comments"', page)
    return found[1] if found else ""


def folded_in(page: str) -> list[str]:
    return re.findall(r'<p class="more depth-1"><a href="[^"]+">([^<]+)</a>', page)


def in_reading_order(post: Post, **fields: object) -> list[int]:
    return list(post.comments.filter(**fields).order_by("path").values_list("pk", flat=True))


@pytest.fixture
def paged(post: Post, monkeypatch: pytest.MonkeyPatch) -> Post:
    """An essay whose thread has pages as soon as it has more than ten comments."""
    monkeypatch.setattr(thread, "ONE_PAGE", 10)
    return post


@pytest.fixture
def flat(paged: Post) -> list[int]:
    """The comments of a thread of 130, all of the first level."""
    makers.make_thread(paged, [paged.author], 130, levels=1)
    return in_reading_order(paged)


@pytest.fixture
def chain(paged: Post) -> list[int]:
    """The comments of a thread in which each of 300 answers the one before."""
    makers.make_thread(paged, [paged.author], 300, levels=300)
    return in_reading_order(paged)


def test_first_page_has_the_oldest_of_the_first_level_and_leads_on(
    client: Client, post: Post, flat: list[int]
) -> None:
    page = page_of(client, post)
    assert order_in(page) == flat[:PER_PAGE]
    assert "Newer Comments →" in page
    assert "Older Comments" not in page
    assert "130 replies on" in page


def test_newer_pages_hold_the_rest_in_order(client: Client, post: Post, flat: list[int]) -> None:
    seen, query = [], "?"
    while query:
        page = page_of(client, post, query)
        seen += order_in(page)
        query = link(page, "next")
    assert seen == flat


def test_older_leads_back_the_same_way(client: Client, post: Post, flat: list[int]) -> None:
    second = page_of(client, post, link(page_of(client, post), "next"))
    third = page_of(client, post, link(second, "next"))
    assert order_in(page_of(client, post, link(third, "prev"))) == flat[PER_PAGE : 2 * PER_PAGE]
    assert order_in(page_of(client, post, link(second, "prev"))) == flat[:PER_PAGE]


def test_threads_of_the_first_level_come_with_their_replies(client: Client, paged: Post) -> None:
    makers.make_thread(paged, [paged.author], 90, levels=3)
    assert order_in(page_of(client, paged)) == in_reading_order(paged)


def test_long_branch_is_folded_behind_what_it_counts(client: Client, post: Post, chain: list[int]) -> None:
    page = page_of(client, post)
    shown = order_in(page)
    assert shown == chain[: pages.BRANCH + 1]
    assert folded_in(page) == [f"{300 - len(shown)} more replies"]


def test_folds_are_good_html(client: Client, post: Post, chain: list[int]) -> None:
    assert not faults(client.get(post.get_absolute_url()).content)
    assert not faults(client.get(f"{post.get_absolute_url()}?comment={chain[150]}").content)


def test_link_of_a_fold_leads_to_the_rest_of_the_branch(client: Client, post: Post, chain: list[int]) -> None:
    page = page_of(client, post)
    address = re.search(r'class="more depth-1"><a href="([^"]+)"', page)
    assert address is not None
    rest = client.get(address[1]).content.decode()
    assert chain[pages.BRANCH + 1] in order_in(rest)


def test_fifty_long_branches_share_the_room(client: Client, paged: Post) -> None:
    makers.make_thread(paged, [paged.author], 1_000, levels=20)
    page = page_of(client, paged)
    assert len(order_in(page)) <= PER_PAGE + pages.ROOM
    assert folded_in(page) == ["17 more replies"] * PER_PAGE


@pytest.mark.parametrize("place", [0, 1, 5, 20, 60, 129])
@pytest.mark.parametrize("name", ["comment", "replytocom"])
def test_permalink_opens_the_page_that_holds_the_comment(
    client: Client, post: Post, flat: list[int], place: int, name: str
) -> None:
    assert flat[place] in order_in(page_of(client, post, f"?{name}={flat[place]}"))


@pytest.mark.parametrize("place", [1, 61, 62, 99, 101, 250, 299])
def test_permalink_unfolds_the_branch_around_the_comment(
    client: Client, post: Post, chain: list[int], place: int
) -> None:
    page = page_of(client, post, f"?comment={chain[place]}")
    shown = order_in(page)
    assert shown[0] == chain[0]
    assert set(chain[max(place - pages.BEFORE, 0) : place + pages.AFTER]) <= set(shown)
    assert ("Later replies" in folded_in(page)) == (place + pages.AFTER < 299)


def test_earlier_replies_of_an_unfolded_branch_are_a_link_away(
    client: Client, post: Post, chain: list[int]
) -> None:
    page = page_of(client, post, f"?comment={chain[150]}")
    assert "Earlier replies" in folded_in(page)


def test_comments_above_the_permalinks_page_are_reachable(
    client: Client, post: Post, flat: list[int]
) -> None:
    page = page_of(client, post, f"?comment={flat[70]}")
    assert order_in(page)[0] == flat[70 - pages.LEAD]
    assert flat[70 - pages.LEAD - 1] in order_in(page_of(client, post, link(page, "prev")))


@pytest.mark.parametrize(
    "query",
    [
        "?after=x",
        "?after=%00",
        "?before=0000000",
        "?before=ABC",
        "?comment=0",
        "?comment=x",
        "?after=" + "z" * 7,
        "?comment=99999999",
    ],
)
def test_nonsense_gets_the_first_page(client: Client, post: Post, flat: list[int], query: str) -> None:
    assert order_in(page_of(client, post, query)) == flat[:PER_PAGE]


def test_page_that_old_links_name_by_a_deep_path_begins_after_it(
    client: Client, post: Post, flat: list[int]
) -> None:
    path = Comment.objects.get(pk=flat[20]).path + "0000001"
    assert order_in(page_of(client, post, f"?after={path}"))[0] == flat[21]


def test_reply_to_a_comment_on_another_page_links_there(client: Client, post: Post, flat: list[int]) -> None:
    root = Comment.objects.get(pk=flat[0])
    late = makers.make_comment(post, parent=root)
    Comment.objects.filter(pk=late.pk).update(path=Comment.objects.get(pk=flat[-1]).path + "zzzzzzz")
    page = page_of(client, post, f"?comment={flat[-1]}")
    assert f'<a href="?comment={root.pk}#comment-{root.pk}">in reply to' in page


def test_tombstone_of_the_first_level_stands_where_replies_do(client: Client, paged: Post) -> None:
    makers.make_thread(paged, [paged.author], 30, levels=2)
    roots = paged.comments.filter(depth=0)
    gone, lonely = roots[0], roots[1]
    Comment.objects.filter(pk__in=[gone.pk, lonely.pk]).update(status="removed", is_shown=False)
    Comment.objects.filter(parent=lonely).update(status="removed", is_shown=False)
    shown = order_in(page_of(client, paged))
    assert gone.pk in shown
    assert lonely.pk not in shown


def test_own_held_reply_in_a_folded_branch_is_shown_where_its_writer_is_sent(
    client: Client, post: Post, chain: list[int], classmate: User
) -> None:
    held = makers.make_comment(
        post, classmate, Comment.objects.get(pk=chain[90]), status="held", body="Still waiting"
    )
    client.force_login(classmate)
    page = page_of(client, post, f"?comment={held.pk}")
    assert held.pk in order_in(page)
    assert "awaiting moderation" in page


def test_only_a_paged_thread_says_so_to_the_script(client: Client, post: Post, flat: list[int]) -> None:
    assert "data-paged" in page_of(client, post)
    assert "data-paged" not in page_of(client, makers.make_post(post.author, post.course))


@pytest.mark.parametrize(("size", "levels"), [(200, 1), (1_000, 10), (1_000, 1_000), (10_000, 7)])
@pytest.mark.parametrize(("who", "most"), [("", 6), ("classmate", 10)])
def test_query_count_of_a_page(
    client: Client, paged: Post, classmate: User, size: int, levels: int, who: str, most: int
) -> None:
    """Constant: one more than a thread of one page asks for."""
    makers.make_thread(paged, [paged.author, classmate], size, levels)
    if who:
        client.force_login(classmate)
    page_of(client, paged)
    with CaptureQueriesContext(connection) as queries:
        page_of(client, paged)
    assert len(queries) <= most, [q["sql"][:90] for q in queries]
    last = paged.comments.latest("pk")
    with CaptureQueriesContext(connection) as queries:
        page_of(client, paged, f"?comment={last.pk}")
    assert len(queries) <= most + 1
