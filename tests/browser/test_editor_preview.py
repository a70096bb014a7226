"""The preview and the text lead to each other: static/js/preview.js."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Visitors
from .test_editor import desk, text

PARAGRAPHS = 60
BODY = "\n\n".join(f"Paragraph {number}. {'Some words of it. ' * 12}" for number in range(1, PARAGRAPHS + 1))
CURSOR = "(field) => field.value.slice(field.selectionStart).split('.')[0]"
WITHIN = """(block) => {
  const there = block.getBoundingClientRect();
  const here = block.closest("#preview").getBoundingClientRect();
  return there.top >= here.top && there.bottom <= here.bottom;
}"""
# Until the page has heard of it.
LEAD = """(field, words) => new Promise((done) => {
  document.addEventListener("selectionchange", done, { once: true });
  field.focus();
  const at = field.value.indexOf(words);
  field.setSelectionRange(at, at);
})"""


@pytest.fixture
def page(visitor: Visitors) -> Page:
    page = desk(visitor, BODY)
    expect(page.locator("#preview .prose > p")).to_have_count(PARAGRAPHS)
    return page


def paragraph(page: Page, number: int) -> Locator:
    return page.locator("#preview .prose > p").nth(number - 1)


def lead(page: Page, words: str) -> None:
    text(page).evaluate(LEAD, words)


def within_the_pane(page: Page, number: int) -> bool:
    return paragraph(page, number).evaluate(WITHIN)


def comes_into_the_pane(page: Page, number: int) -> None:
    page.wait_for_function(WITHIN, arg=paragraph(page, number).element_handle())


def test_preview_follows_the_cursor_down_and_up(page: Page) -> None:
    assert not within_the_pane(page, 50)
    lead(page, "Paragraph 50.")
    comes_into_the_pane(page, 50)
    assert not within_the_pane(page, 2)
    lead(page, "Paragraph 2.")
    comes_into_the_pane(page, 2)


def test_preview_that_shows_the_place_stands_still(page: Page) -> None:
    lead(page, "Paragraph 30.")
    comes_into_the_pane(page, 30)
    before = page.locator("#preview").evaluate("(pane) => pane.scrollTop")
    page.clock.install()
    lead(page, "Paragraph 31.")
    page.clock.run_for(10_000)
    assert before > 0
    assert page.locator("#preview").evaluate("(pane) => pane.scrollTop") == before


def test_click_in_the_preview_leads_to_its_place_in_the_text(page: Page) -> None:
    for number in (40, 3):
        paragraph(page, number).click()
        expect(text(page)).to_be_focused()
        assert text(page).evaluate(CURSOR) == f"Paragraph {number}"


def test_place_that_a_click_leads_to_is_in_sight(page: Page) -> None:
    paragraph(page, 40).click()
    page.wait_for_function("(field) => field.scrollTop > 0", arg=text(page).element_handle())
    page.keyboard.type("Here. ")
    expect(paragraph(page, 40)).to_contain_text("Here. Paragraph 40.")
