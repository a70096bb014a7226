"""The seed essay as a reader meets it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.world import COURSE, SEED

from .conftest import Visitors

ESSAY = f"/courses/{COURSE}/essays/{SEED}/"


def test_the_seed_essay_and_its_ten_replies_are_there(visitor: Visitors) -> None:
    page = visitor()
    page.goto(ESSAY)
    expect(page.locator("#comments h2")).to_have_text(
        "10 replies on “The Cult of Personality: Stalin Edition”"
    )
    expect(page.locator(".thread > article")).to_have_count(10)
