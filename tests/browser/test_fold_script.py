"""Branches of a thread, folded and opened again; and a thread of any depth on a narrow screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.world import COURSE, SEED

from .conftest import Visitors

ESSAY = f"/courses/{COURSE}/essays/{SEED}/"
DEEP = f"/courses/{COURSE}/essays/a-deep-thread/"
LEAST_WIDTH = 240


def _shown(page: Page) -> int:
    return page.locator(".thread > article:visible").count()


def test_a_button_folds_a_branch_and_opens_it(visitor: Visitors) -> None:
    page = visitor()
    page.goto(ESSAY)
    button = page.get_by_role("button", name="1 reply to Tom")
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "false")
    assert _shown(page) == 9
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert _shown(page) == 10


def test_a_branch_folded_inside_another_stays_folded(visitor: Visitors) -> None:
    page = visitor()
    page.goto(DEEP)
    outer, inner = page.locator(".fold").nth(0), page.locator(".fold").nth(3)
    inner.click()
    outer.click()
    assert _shown(page) == 1
    outer.click()
    assert _shown(page) == 4


def test_the_line_of_a_branch_folds_it(visitor: Visitors) -> None:
    page = visitor()
    page.goto(ESSAY)
    page.locator("#comments article.depth-1").first.click(position={"x": 8, "y": 60})
    assert _shown(page) == 9
    expect(page.get_by_role("button", name="1 reply to Tom")).to_be_focused()


def test_a_link_to_a_folded_comment_opens_its_branch(visitor: Visitors) -> None:
    page = visitor()
    page.goto(ESSAY)
    folded = page.locator("#comments article.depth-1").first
    page.get_by_role("button", name="1 reply to Tom").click()
    expect(folded).to_be_hidden()
    page.evaluate("id => { location.hash = id }", folded.get_attribute("id"))
    expect(folded).to_be_visible()


def test_without_scripts_the_whole_thread_is_open(visitor: Visitors) -> None:
    page = visitor(scripts=False)
    page.goto(ESSAY)
    assert _shown(page) == 10
    expect(page.locator(".fold, .theme:visible")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 360, 768])
def test_no_comment_is_narrow_at_any_depth(visitor: Visitors, width: int) -> None:
    page = visitor(width=width)
    page.goto(DEEP)
    widths = page.evaluate(
        "[...document.querySelectorAll('.thread > article')].map(a => {"
        "const style = getComputedStyle(a);"
        "return a.clientWidth - parseFloat(style.paddingLeft) })"
    )
    assert len(widths) == 101
    assert min(widths) >= LEAST_WIDTH
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_switch_goes_through_three_colourings_and_remembers(visitor: Visitors) -> None:
    page = visitor()
    page.goto(ESSAY)
    switch = page.get_by_role("button", name="Colours")
    expect(switch).to_have_accessible_name("Colours: as your system")
    switch.press("Enter")
    expect(switch).to_have_accessible_name("Colours: dark")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    switch.press("Enter")
    page.reload()
    expect(switch).to_have_accessible_name("Colours: light")
    switch.press("Enter")
    expect(switch).to_have_accessible_name("Colours: as your system")


def test_first_press_of_the_switch_changes_what_one_sees_in_the_dark_too(visitor: Visitors) -> None:
    page = visitor(colours="dark")
    page.goto(ESSAY)
    page.get_by_role("button", name="Colours").press("Enter")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
