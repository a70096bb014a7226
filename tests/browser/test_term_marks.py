"""Key terms in the seed essay as a reader uses them: the mark, the card with its definition, the switch."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from studynotes.models import KeyTerm, Topic
from tests.world import COURSE, SEED, TOPIC

from .conftest import Visitors

ESSAY = f"/courses/{COURSE}/essays/{SEED}/"
FITS = """() => {
    const { left, right } = document.querySelector("#term-card").getBoundingClientRect();
    return left >= 0 && right <= 360;
}"""
TERMS = ["cult of personality", "General Secretary"]


def opened(visitor: Visitors, name: str = "", **options) -> Page:
    page = visitor(name, **options)
    page.goto(ESSAY)
    return page


def marks(page: Page) -> Locator:
    return page.locator(".prose a.term")


def defined(term: str) -> str:
    """The first words of a term's definition."""
    return " ".join(KeyTerm.objects.get(term=term, note__topic__slug=TOPIC).definition.split()[:3])


def card(page: Page) -> Locator:
    return page.locator("#term-card")


def test_a_definition_by_pointer(visitor: Visitors) -> None:
    page = opened(visitor)
    expect(marks(page)).to_have_text(TERMS)
    marks(page).first.hover()
    expect(card(page)).to_contain_text(defined("Cult of Personality"))
    card(page).hover()
    expect(card(page).get_by_role("link", name=str(Topic.objects.get(slug=TOPIC)))).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    marks(page).last.hover()
    expect(card(page)).to_contain_text(defined("General Secretary"))
    page.mouse.move(5, 5)
    expect(card(page)).to_have_count(0)


def test_a_definition_by_keyboard(visitor: Visitors) -> None:
    page = opened(visitor)
    page.get_by_role("link", name="Colloquy").focus()
    marks(page).first.focus()
    expect(marks(page).first).to_have_accessible_description(
        re.compile(re.escape(defined("Cult of Personality")))
    )
    page.keyboard.press("Tab")
    expect(card(page).get_by_role("link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    expect(marks(page).first).to_be_focused()
    page.keyboard.press("Tab")
    expect(marks(page).last).to_be_focused()
    expect(card(page)).to_contain_text(defined("General Secretary"))


def test_a_tap_shows_the_definition_and_a_second_one_follows(
    browser: Browser, site: str, visitor: Visitors
) -> None:
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740}, has_touch=True)
    visitor.contexts.append(context)
    page = context.new_page()
    page.goto(ESSAY)
    marks(page).first.tap()
    expect(card(page)).to_contain_text(defined("Cult of Personality"))
    page.wait_for_function(FITS)
    page.locator("h1").tap()
    expect(card(page)).to_have_count(0)
    marks(page).first.tap()
    expect(card(page)).to_be_visible()
    marks(page).first.tap()
    expect(page).to_have_url(re.compile("#term-cult-of-personality$"))


def test_a_card_stays_where_it_is_when_the_passages_are_marked_after_it(visitor: Visitors) -> None:
    held: list[Route] = []
    page = visitor(width=360)
    page.route("**/passage-marks.js", lambda route: held.append(route))
    page.goto(ESSAY)
    marks(page).first.focus()
    expect(card(page)).to_contain_text(defined("Cult of Personality"))
    expect(card(page)).to_have_css("position", "absolute")  # its sheet is there
    page.wait_for_function(FITS)
    held[0].continue_()
    expect(page.locator(".replies")).to_have_count(1)
    assert page.evaluate(FITS)


@pytest.mark.parametrize(("name", "scripts"), [("max", True), ("", False)])
def test_a_reader_hides_the_marks_and_shows_them(visitor: Visitors, name: str, scripts: bool) -> None:
    page = opened(visitor, name, scripts=scripts)
    page.get_by_role("button", name="Hide key terms").click()
    expect(page.get_by_role("button", name="Show key terms")).to_be_visible()
    expect(marks(page)).to_have_count(0)
    page.goto("/")
    page.goto(ESSAY)
    expect(marks(page)).to_have_count(0)
    page.get_by_role("button", name="Show key terms").click()
    expect(marks(page)).to_have_text(TERMS)


def test_without_scripts_a_mark_leads_to_the_study_note(visitor: Visitors) -> None:
    page = opened(visitor, scripts=False)
    marks(page).last.click()
    expect(page).to_have_url(re.compile("/notes/.*#term-general-secretary$"))


def test_a_passage_with_a_mark_in_it_can_be_answered(visitor: Visitors) -> None:
    page = opened(visitor, "max")
    paragraph = page.locator(".prose p").nth(1)
    paragraph.evaluate(
        "(p) => getSelection().setBaseAndExtent(p.firstChild, 0, p.querySelector('.term').nextSibling, 8)"
    )
    page.get_by_role("button", name="Reply to this passage", exact=True).click()
    expect(page.locator("#respond .answering")).to_contain_text(
        "Stalin’s official position was called General Secretary of the"
    )
    page.locator("#respond textarea[name=body]").fill("Which it was.")
    page.get_by_role("button", name="Post Comment").click()
    expect(page.locator(".prose .passage a.term, .prose a.term .passage").first).to_be_visible()
    expect(marks(page)).to_have_text(TERMS)
    marks(page).last.hover()
    expect(card(page)).to_contain_text(defined("General Secretary"))
