"""The essay's page as a reader uses it: the thread, its branches and parts, and the colours."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from comments.models import Comment
from tests import makers
from tests.world import COURSE, SEED, essay, person

from .conftest import Visitors

ESSAY = f"/courses/{COURSE}/essays/{SEED}/"
LONG_THREAD = 1_150


@pytest.fixture
def long_thread(site: str) -> list[Comment]:
    """So many comments that the thread has pages."""
    post = makers.make_post(person("isaiah"), essay("For world").course, title="A long thread")
    makers.make_thread(post, [person("tom"), person("max")], LONG_THREAD)
    return list(post.comments.select_related("post__course").order_by("path"))


def test_the_seed_essay_and_its_ten_replies_are_there(visitor: Visitors) -> None:
    page = visitor()
    page.goto(ESSAY)
    expect(page.locator("#comments h2")).to_have_text(
        "10 replies on “The Cult of Personality: Stalin Edition”"
    )
    expect(page.locator(".thread > article")).to_have_count(10)


def test_branch_folds_and_unfolds_by_keyboard(visitor: Visitors) -> None:
    page = visitor()
    page.goto(ESSAY)
    replies = page.locator(".thread > article.depth-1")
    fold = page.get_by_role("button", name="1 reply to Kendall")
    fold.focus()
    page.keyboard.press("Enter")
    expect(fold).to_have_attribute("aria-expanded", "false")
    expect(replies.nth(4)).to_be_hidden()
    expect(replies.nth(3)).to_be_visible()
    page.keyboard.press("Space")
    expect(fold).to_have_attribute("aria-expanded", "true")
    expect(replies.nth(4)).to_be_visible()
    expect(fold).to_be_focused()


def test_link_to_a_folded_comment_opens_its_branch(visitor: Visitors) -> None:
    page = visitor()
    page.goto(ESSAY)
    page.get_by_role("button", name="1 reply to Kendall").click()
    last = page.locator(".thread > article").nth(9)
    expect(last).to_be_hidden()
    page.evaluate("hash => { location.hash = hash }", last.get_attribute("id"))
    expect(last).to_be_in_viewport()


def test_choice_of_colours_stays_and_holds_for_every_page(visitor: Visitors) -> None:
    page = visitor(colours="light")
    page.goto("/")
    light = _background(page)
    switch = page.get_by_role("button", name=re.compile("^Colours"))
    for _ in range(3):
        switch.click()
        if page.evaluate("document.documentElement.dataset.theme") == "dark":
            break
    dark = _background(page)
    assert dark != light
    page.goto(ESSAY)
    assert _background(page) == dark
    expect(page.get_by_role("button", name="Colours: dark")).to_be_visible()


def test_colours_follow_the_system_without_a_choice(visitor: Visitors) -> None:
    seen = set()
    for colours in ["light", "dark"]:
        page = visitor(colours=colours)
        page.goto("/")
        seen.add(_background(page))
    assert len(seen) == 2


def test_old_permanent_link_reaches_its_part_of_a_long_thread(
    visitor: Visitors, long_thread: list[Comment]
) -> None:
    wanted = long_thread[-30]
    page = visitor()
    page.goto(f"{wanted.post.get_absolute_url()}#comment-{wanted.pk}")
    expect(page.locator(f"#comment-{wanted.pk}")).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_permanent_link_reaches_its_part_of_a_long_thread(
    visitor: Visitors, long_thread: list[Comment], scripts: bool
) -> None:
    wanted = long_thread[600]
    page = visitor(scripts=scripts)
    page.goto(wanted.get_absolute_url())
    expect(page.locator(f"#comment-{wanted.pk}")).to_be_in_viewport()


def test_reader_walks_a_long_thread_from_end_to_end(visitor: Visitors, long_thread: list[Comment]) -> None:
    page = visitor(scripts=False)
    page.goto(long_thread[0].post.get_absolute_url())
    seen: list[str] = []
    folded: list[str] = []
    while True:
        ids = page.locator(".thread > article").evaluate_all("all => all.map(one => one.id)")
        seen += [name for name in ids if name not in seen]
        folded += page.locator(".thread > .more > a").evaluate_all("all => all.map(one => one.href)")
        newer = page.get_by_role("link", name="Newer Comments →").first
        if not newer.count():
            break
        newer.click()
        page.wait_for_load_state()  # all of it is asked for its replies at once
    roots = [f"comment-{comment.pk}" for comment in long_thread if comment.depth == 0]
    assert [name for name in seen if name in roots] == roots
    branch = page.context.new_page()
    branch.goto(folded[-1])
    rest = branch.locator(".thread > article").evaluate_all("all => all.map(one => one.id)")
    last = [
        f"comment-{comment.pk}"
        for comment in long_thread
        if comment.path.startswith(long_thread[-1].path[:7])
    ]
    assert set(last) <= {*seen, *rest}
    page.get_by_role("link", name="← Older Comments").first.click()
    expect(page.get_by_role("link", name="Newer Comments →").first).to_be_visible()


def _background(page: Page) -> str:
    colours: str = page.evaluate(
        "[document.documentElement, document.body].map(e => getComputedStyle(e).backgroundColor).join()"
    )
    return colours


DOTS = """
() => [...document.querySelectorAll(".meta > :not(:first-child)")].map(item => {
  const line = item.parentElement, dot = getComputedStyle(item, "::before");
  const edge = line.getBoundingClientRect().left + parseFloat(getComputedStyle(line).clipPath.slice(6));
  const at = item.getBoundingClientRect().left + parseFloat(dot.left);
  return [dot.content, item.offsetLeft === line.offsetLeft ? "first" : "later", at > edge];
})
"""


def test_dots_of_a_line_stand_between_its_items_alone(visitor: Visitors) -> None:
    page = visitor("isaiah", width=360)
    page.goto("/my/essays/")
    dots = {tuple(dot) for dot in page.evaluate(DOTS)}
    assert dots == {('"·"', "first", False), ('"·"', "later", True)}


def test_essay_prints_without_what_only_a_screen_can_do(visitor: Visitors) -> None:
    page = visitor("isaiah")
    page.goto(ESSAY)
    page.emulate_media(media="print")
    for kept in (".plate", ".essay > .prose", ".sources", ".thread"):
        expect(page.locator(kept)).to_be_visible()
    for left in (".neighbours", "#respond", "header.site nav", "footer.site", ".meta [href$='/edit/']"):
        expect(page.locator(left)).to_be_hidden()
    expect(page.get_by_role("link", name="Reply to Tom", exact=True)).to_have_count(0)
