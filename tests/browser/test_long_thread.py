"""A thread of 10,000 comments: folding, permanent links, replies; with scripts and without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.plugin import DjangoDbBlocker

from blog.models import Post
from comments.models import Comment
from courses.models import Course
from tests import makers
from tests.world import COURSE, connected_to, copy_of, person

from .conftest import Visitors

ESSAY = f"/courses/{COURSE}/essays/a-long-thread/"
# Each comment of the first level has a chain of so many below it.
BELOW = 39
modes = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


@pytest.fixture(scope="module")
def world_file(
    world_file: Path, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The world with one essay more, under which much was said."""
    path = copy_of(world_file, tmp_path_factory.mktemp("long") / "world.sqlite3")
    with django_db_blocker.unblock(), connected_to(path):
        course = Course.objects.get(slug=COURSE)
        post = makers.make_post(person("isaiah"), course, title="A long thread", thread_version=1)
        makers.make_thread(post, [person(name) for name in ("tom", "max", "kendall")], 10_000, BELOW + 1)
        Comment.objects.filter(post=post).update(created_at="2020-02-24T09:00Z")
    return path


def comments() -> list[int]:
    """Of the long thread, in reading order."""
    post = Post.objects.get(title="A long thread")
    return list(post.comments.order_by("path").values_list("pk", flat=True))


def article(page: Page, pk: int) -> object:
    return page.locator(f"#comment-{pk}")


def shown(page: Page) -> list[int]:
    return page.evaluate("[...document.querySelectorAll('.thread > article')].map(a => +a.id.slice(8))")


def top_of(page: Page, selector: str) -> float:
    return page.evaluate("s => document.querySelector(s).getBoundingClientRect().top", selector)


def test_rest_of_a_branch_is_put_in_place(visitor: Visitors) -> None:
    page = visitor()
    page.goto(ESSAY)
    before, ids = shown(page), comments()
    link = page.locator(".more a").nth(3)
    expect(link).to_have_text(re.compile(r"^3\d more replies$"))
    link.scroll_into_view_if_needed()
    root = f"#comment-{ids[3 * (BELOW + 1)]}"
    place = top_of(page, root)
    link.click()
    expect(page.locator(f"#comment-{ids[4 * (BELOW + 1) - 1]}")).to_be_attached()
    assert abs(top_of(page, root) - place) < 2
    assert shown(page) == [pk for pk in ids if pk in {*before, *ids[3 * (BELOW + 1) : 4 * (BELOW + 1)]}]
    assert page.evaluate("document.activeElement.localName") == "article"


def test_folded_branch_counts_what_is_not_here_yet(visitor: Visitors) -> None:
    page = visitor()
    page.goto(ESSAY)
    button = page.locator(".thread > .depth-0 > .fold").nth(3)
    expect(button).to_have_text(f"{BELOW} replies")
    page.locator(".more a").nth(3).click()
    expect(page.locator(".thread > .more")).to_have_count(49)
    expect(button).to_have_text(f"{BELOW} replies")
    visible = page.locator(".thread > article:visible").count()
    button.click()
    assert page.locator(".thread > article:visible").count() == visible - BELOW


def test_comments_that_were_put_in_are_answered_in_place(visitor: Visitors) -> None:
    page = visitor()
    page.goto(ESSAY)
    last = comments()[BELOW]
    page.locator(".more a").first.click()
    page.locator(f"#comment-{last}").get_by_role("link", name=re.compile("^Reply to ")).click()
    expect(page.locator(f"#comment-{last} #respond h2")).to_have_text(re.compile("^Leave a Reply to "))


def test_without_scripts_the_rest_is_a_page_of_its_own(visitor: Visitors) -> None:
    page = visitor(scripts=False)
    page.goto(ESSAY)
    page.locator(".more a").first.click()
    expect(page).to_have_url(re.compile(r"/replies/\d+/\?after=\d+$"))
    expect(article(page, comments()[BELOW])).to_be_attached()
    page.get_by_role("link", name="All comments").click()
    expect(page.locator(f"#comment-{comments()[0]}")).to_be_in_viewport()


@modes
@pytest.mark.parametrize("place", [1, 25, 5_020, 9_999])
def test_permanent_link_opens_the_page_and_the_branch(visitor: Visitors, place: int, scripts: bool) -> None:
    page, pk = visitor(scripts=scripts), comments()[place]
    page.goto(f"{ESSAY}?comment={pk}#comment-{pk}")
    expect(page.locator(f"#comment-{pk}")).to_be_in_viewport()


def test_link_from_before_there_were_pages_lands_too(visitor: Visitors) -> None:
    page, pk = visitor(), comments()[7_777]
    page.goto(f"{ESSAY}#comment-{pk}")
    expect(page.locator(f"#comment-{pk}")).to_be_in_viewport()
    expect(page).to_have_url(re.compile(rf"\?comment={pk}#comment-{pk}$"))


@modes
def test_reply_into_a_folded_branch_is_shown_to_who_wrote_it(visitor: Visitors, scripts: bool) -> None:
    page, pk = visitor("max", scripts=scripts), comments()[5_030]
    page.goto(f"{ESSAY}?replytocom={pk}#respond")
    page.get_by_role("textbox", name="Comment").fill("Into the middle")
    page.get_by_role("button", name="Post Comment").click()
    written = page.locator("article", has_text="Into the middle")
    expect(written).to_be_in_viewport()
    expect(written).to_contain_text("in reply to")


def test_pages_of_the_first_level_lead_on_and_back(visitor: Visitors) -> None:
    page = visitor()
    page.goto(ESSAY)
    page.get_by_role("link", name="Newer Comments →").first.click()
    expect(article(page, comments()[50 * (BELOW + 1)])).to_be_attached()
    page.get_by_role("link", name="← Older Comments").first.click()
    expect(article(page, comments()[0])).to_be_attached()


def test_news_that_belong_on_another_page_are_linked(visitor: Visitors) -> None:
    page = visitor()
    page.clock.install()
    page.goto(ESSAY)
    Post.objects.filter(title="A long thread").update(thread_version=2)
    new = makers.make_comment(Post.objects.get(title="A long thread"), person("tom"), body="At the very end")
    page.clock.run_for(21_000)
    page.get_by_role("button", name="1 new reply").click()
    page.get_by_role("link", name="1 on another page").click()
    expect(page.locator(f"#comment-{new.pk}")).to_be_in_viewport()


def test_earlier_replies_are_put_above_without_a_jump(visitor: Visitors) -> None:
    page, ids = visitor(), comments()
    chain = Comment.objects.get(pk=ids[0])
    for n in range(3):  # a branch long enough to have something before the window
        makers.make_comment(chain.post, person("tom"), Comment.objects.get(pk=ids[BELOW - n]))
    pk = ids[BELOW - 2]
    page.goto(f"{ESSAY}?comment={pk}#comment-{pk}")
    place = top_of(page, f"#comment-{pk}")
    page.get_by_role("link", name="Earlier replies").evaluate("link => link.click()")
    expect(page.locator(f"#comment-{ids[2]}")).to_be_attached()
    assert abs(top_of(page, f"#comment-{pk}") - place) < 2
    assert shown(page)[: BELOW - 2] == ids[: BELOW - 2]
