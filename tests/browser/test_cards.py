"""Flash cards: learned by keyboard, without scripts, and printed."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils.html import strip_tags
from playwright.sync_api import Page, expect

from studynotes.cards.decks import deck_of
from tests.world import SPECIFICATION, TOPIC

from .conftest import Visitors

MM = 96 / 25.4  # in CSS pixels
NOTE = f"/notes/{SPECIFICATION}/{TOPIC}/"


def asked(page: Page) -> str:
    return page.locator(".flashcard h1").inner_text()


def test_a_deck_is_started_and_learned_by_keyboard(visitor: Visitors) -> None:
    page = visitor("tom")
    page.goto(NOTE)
    page.get_by_role("button", name="Learn these terms").press("Enter")
    expect(page.get_by_text("5 cards to learn")).to_be_visible()
    first = asked(page)
    answer = page.locator(".flashcard .prose")
    expect(answer).to_be_hidden()
    page.keyboard.press("4")  # not before the answer is seen
    page.keyboard.press("Enter")  # the focus is on it already
    expect(answer).to_be_visible()
    page.keyboard.press("4")
    expect(page.get_by_text(f"{first}: Easy. It comes back in 8 days.")).to_be_visible()
    assert asked(page) != first
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Good in 10 minutes")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Good. It comes back in 10 minutes.")).to_be_visible()
    page.get_by_role("button", name="Undo the rating").press("Enter")
    expect(page.get_by_text("is undone")).to_be_visible()
    expect(page.get_by_text("4 cards due")).to_be_visible()


def test_a_deck_is_learned_without_scripts(visitor: Visitors) -> None:
    page = visitor("isaiah", scripts=False)
    page.goto(f"/notes/{SPECIFICATION}/")
    page.get_by_role("link", name="Learn 4 now").click()
    first = asked(page)
    page.get_by_text("Show the definition").click()
    page.get_by_role("button", name="Easy").click()
    expect(page.get_by_text(f"{first}: Easy. It comes back")).to_be_visible()
    page.get_by_role("link", name="This card’s history").click()
    expect(page.get_by_role("heading", name="History")).to_be_visible()


def test_cards_are_printed_on_both_sides(visitor: Visitors) -> None:
    first = deck_of(AnonymousUser(), SPECIFICATION).terms(AnonymousUser())[0]
    page = visitor()
    page.goto(f"/cards/{SPECIFICATION}/")
    expect(page.locator(".on-paper")).to_be_hidden()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    for paper in ("A4", "Letter"):
        assert page.pdf(format=paper).count(b"/Type /Page\n") == 2
    page.emulate_media(media="print")
    front = page.locator(".side").first.locator(".cut").first
    size = front.bounding_box()
    assert size
    assert (round(size["width"] / MM), round(size["height"] / MM)) == (92, 62)
    assert front.inner_text().startswith(first.term)
    behind = page.locator(".backs").first.locator(".cut").nth(1)  # the paper is turned along its long edge
    assert behind.text_content() == strip_tags(first.definition_html)
    lost = (
        "cuts => cuts.some(cut => cut.scrollHeight > cut.clientHeight || cut.scrollWidth > cut.clientWidth)"
    )
    assert not page.locator(".cut").evaluate_all(lost)
