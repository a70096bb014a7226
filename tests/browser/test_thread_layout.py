"""A thread stays readable however deep it is and however narrow the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.world import COURSE, DEEPEST

from .conftest import Visitors

DEEP_THREAD = f"/courses/{COURSE}/essays/a-deep-thread/"
# Of its text, in CSS pixels: a line of some thirty letters.
NARROWEST_COMMENT = 240
BOXES = """
depth => { const box = document.querySelector(`article.depth-${depth} > div`).getBoundingClientRect();
           return [box.left, box.width, document.documentElement.clientWidth - box.right]; }
"""


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("width", [320, 360])
def test_no_comment_is_too_narrow_at_any_depth(visitor: Visitors, width: int, scripts: bool) -> None:
    page = visitor(width=width, scripts=scripts)
    page.goto(DEEP_THREAD)
    expect(page.locator(".thread > article")).to_have_count(DEEPEST + 1)
    for depth in [0, 1, 10, DEEPEST]:
        left, wide, right = page.evaluate(BOXES, depth)
        assert min(left, right) >= 0
        assert wide >= NARROWEST_COMMENT - (360 - width)


def test_reply_form_fits_below_the_deepest_comment(visitor: Visitors) -> None:
    page = visitor(width=360)
    page.goto(DEEP_THREAD)
    page.locator(f"article.depth-{DEEPEST}").get_by_role("link", name="Reply to Tom", exact=True).click()
    box = page.get_by_role("textbox", name="Comment").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_indent_tells_the_depth_on_a_wide_screen(visitor: Visitors) -> None:
    page = visitor(width=1280)
    page.goto(DEEP_THREAD)
    lefts = [page.evaluate(BOXES, depth)[0] for depth in range(4)]
    assert lefts == sorted(set(lefts))
