"""Citations on the essay's page as a reader uses them: the link, the card, the way back, the style switch."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from comments import upkeep
from comments.models import Comment
from tests import makers
from tests.world import COURSE, SEED, essay, person

from .conftest import Visitors

ESSAY = f"/courses/{COURSE}/essays/{SEED}/"
FREEZE = f"/courses/{COURSE}/sources/freeze-russia/"


def opened(visitor: Visitors, **options) -> Page:
    page = visitor(**options)
    page.goto(ESSAY)
    return page


def citation(page: Page, words: str = "Freeze 347") -> Locator:
    return page.locator(".prose a.cite", has_text=words)


def card(page: Page) -> Locator:
    return page.locator("#cite-card")


def test_the_card_opens_on_hover_and_closes_behind_the_pointer(visitor: Visitors) -> None:
    page = opened(visitor)
    citation(page).hover()
    expect(card(page)).to_contain_text("Russia A History by Gregory L. Freeze")
    expect(card(page)).to_contain_text("page 347")
    expect(card(page)).to_contain_text("Also cited in 1 essay")
    page.mouse.move(5, 5)
    expect(card(page)).to_have_count(0)


def test_the_card_by_keyboard(visitor: Visitors) -> None:
    page = opened(visitor)
    citation(page).focus()
    expect(citation(page)).to_have_attribute("aria-describedby", "cite-card")
    expect(card(page).get_by_role("link")).to_be_visible()
    page.keyboard.press("Tab")
    expect(card(page).get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    expect(citation(page)).to_be_focused()


def test_the_card_leads_to_the_sources_page(visitor: Visitors) -> None:
    page = opened(visitor)
    citation(page).focus()
    card(page).get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(re.escape(FREEZE)))
    for words in ("347, 348", "350-352"):
        expect(page.locator("main")).to_contain_text(words)


def test_a_tap_opens_the_card_and_a_second_one_follows_the_link(browser, site, visitor: Visitors) -> None:
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740}, has_touch=True)
    visitor.contexts.append(context)
    page = context.new_page()
    page.goto(ESSAY)
    citation(page).tap()
    expect(card(page)).to_contain_text("page 347")
    # Placed once its style sheet is there.
    page.wait_for_function(
        "() => (({ left, right }) => left >= 0 && right <= 360)"
        "(document.querySelector('#cite-card').getBoundingClientRect())"
    )
    assert "#source" not in page.url
    citation(page).tap()
    expect(page).to_have_url(re.compile("#source-"))


def test_a_click_leads_to_the_list_and_a_letter_back(visitor: Visitors) -> None:
    page = opened(visitor)
    citation(page, "Freeze 348").click()
    line = page.locator("li:target")
    expect(line).to_contain_text("Russia A History")
    line.get_by_role("link", name="b", exact=True).click()
    expect(page.locator("a:target")).to_have_text("Freeze 348")


def test_without_scripts_a_citation_is_a_link_there_and_back(visitor: Visitors) -> None:
    page = opened(visitor, scripts=False)
    citation(page).click()
    expect(page.locator("li:target")).to_be_in_viewport()
    page.locator("li:target").get_by_role("link", name="a", exact=True).click()
    expect(page.locator("a:target")).to_be_in_viewport()


def test_a_comments_citation_has_the_card_too(site: str, visitor: Visitors) -> None:
    post = essay("The Cult of Personality: Stalin Edition")
    comment = makers.make_comment(post, person("tom"), body="But see (Freeze 350).")
    upkeep.redraw(Comment.objects.filter(pk=comment.pk))
    page = opened(visitor)
    page.locator(f"#comment-{comment.pk} a.cite").focus()
    expect(card(page)).to_contain_text("Russia A History by Gregory L. Freeze")
    expect(card(page)).to_contain_text("page 350")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_style_is_switched_and_kept(visitor: Visitors, scripts: bool) -> None:
    page = opened(visitor, scripts=scripts)
    page.get_by_label("Style", exact=True).select_option("APA 7")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".prose")).to_contain_text("(Freeze, 2009, p. 347)")
    expect(page.get_by_role("heading", name="References")).to_be_visible()
    page.goto("/")
    page.goto(ESSAY)
    expect(page.locator(".prose")).to_contain_text("(Freeze, 2009, p. 347)")
    page.get_by_label("Style", exact=True).select_option("As written")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".prose")).to_contain_text("(Freeze 347)")


def test_notes_stand_below_the_text_and_lead_back(visitor: Visitors) -> None:
    page = opened(visitor)
    page.get_by_label("Style", exact=True).select_option("Chicago 18, notes")
    page.get_by_role("button", name="Show").click()
    page.locator(".prose sup a").nth(2).click()
    expect(page.locator("li:target")).to_contain_text("Gregory L. Freeze")
    page.locator("li:target a.cite").hover()
    expect(card(page)).to_contain_text("Russia: A History")
