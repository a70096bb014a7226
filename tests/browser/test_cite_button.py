"""The Cite button above the text, by keyboard alone: static/js/cite-button.js."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from blog.models import Post
from tests.world import COURSE, SEED

from .conftest import Visitors

TYPED = "The state needed a hero"


def editor(visitor: Visitors, **options: int) -> Page:
    page = visitor("isaiah", **options)
    page.goto(f"/essays/{Post.objects.get(slug=SEED).pk}/edit/")
    return page


def text(page: Page) -> Locator:
    return page.get_by_label("Text", exact=True)


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Cite a source")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Sources found").get_by_role("option")


def search(page: Page, words: str) -> None:
    """Open the dialog by its keys and look for `words`."""
    page.keyboard.press("Alt+Shift+KeyC")
    expect(dialog(page).get_by_role("combobox", name="Source")).to_be_focused()
    expect(options(page).first).to_be_visible()
    page.keyboard.type(words)


def test_source_is_cited_by_keyboard_and_linked_on_the_page(visitor: Visitors) -> None:
    page = editor(visitor)
    text(page).fill(TYPED)
    search(page, "tuck")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(dialog(page).get_by_label("Number")).to_be_focused()
    page.keyboard.type("363")
    expect(dialog(page).locator("output")).to_have_text("[@tucker-1979, 363]")
    page.keyboard.press("Enter")
    expect(text(page)).to_be_focused()
    page.keyboard.type(".")
    expect(text(page)).to_have_value(f"{TYPED} [@tucker-1979, 363].")
    page.get_by_role("button", name="Update").press("Enter")
    expect(page.locator(".prose a.cite")).to_have_text("Tucker 363")
    expect(page.locator(".prose")).not_to_contain_text("@")


def test_preview_shows_the_citation_and_not_its_notation(visitor: Visitors) -> None:
    page = editor(visitor)
    text(page).fill(f"{TYPED} [@freeze-russia, 347].")
    expect(page.locator("#preview")).to_contain_text("(Freeze 347)")
    expect(page.locator("#preview")).not_to_contain_text("@")


def test_several_sources_with_words_before_and_after(visitor: Visitors) -> None:
    page = editor(visitor)
    text(page).fill(TYPED)
    search(page, "tucker")
    page.keyboard.press("Enter")
    page.get_by_label("Before", exact=True).fill("see [also]")
    page.get_by_label("Number").fill("363-65")
    page.get_by_role("button", name="And another").click()
    page.keyboard.type("freeze")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("Enter")
    page.get_by_label("Place", exact=True).select_option("chapter")
    page.get_by_label("Number").fill("3")
    page.get_by_label("After", exact=True).fill("with doubts")
    page.get_by_role("button", name="Insert").click()
    cited = "[see also @tucker-1979, 363-65; @freeze-russia, ch. 3, with doubts]"
    expect(text(page)).to_have_value(f"{TYPED} {cited}")
    expect(page.locator(".tally")).to_contain_text("2 citations")


def test_forms_of_a_citation(visitor: Visitors) -> None:
    page = editor(visitor)
    text(page).fill(TYPED)
    search(page, "freeze")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.type("xii")
    for name, written in (
        ("In the sentence", "@freeze-russia [p. xii]"),
        ("Without the author", "[-@freeze-russia, p. xii]"),
        ("In brackets", "[@freeze-russia, p. xii]"),
    ):
        page.get_by_label(name).check()
        expect(dialog(page).locator("output")).to_have_text(written)


def test_escape_closes_and_gives_the_focus_back(visitor: Visitors) -> None:
    page = editor(visitor)
    text(page).fill(TYPED)
    search(page, "freeze")
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    expect(text(page)).to_be_focused()
    expect(text(page)).to_have_value(TYPED)


def test_focus_stays_in_the_dialog(visitor: Visitors) -> None:
    page = editor(visitor)
    search_button = page.get_by_role("button", name="Cite", exact=True)
    search_button.click()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("!document.activeElement.closest('form.write')")


def test_insertion_can_be_undone(visitor: Visitors) -> None:
    page = editor(visitor)
    text(page).fill(TYPED)
    search(page, "freeze")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(text(page)).to_have_value(f"{TYPED} [@freeze-russia]")
    page.keyboard.press("Control+KeyZ")
    expect(text(page)).to_have_value(TYPED)


def test_new_essay_searches_the_course_that_is_chosen(visitor: Visitors) -> None:
    page = visitor("tom")
    page.goto(f"/write/?course={COURSE}")
    page.get_by_role("button", name="Cite", exact=True).click()
    expect(options(page).first).to_be_visible()
    page.keyboard.type("nothing like this")
    expect(dialog(page).locator("#cite-said")).to_contain_text("Nothing found.")


def test_dialog_fits_a_phone(visitor: Visitors) -> None:
    page = editor(visitor, width=360, height=640)
    page.get_by_role("button", name="Cite", exact=True).click()
    expect(options(page).first).to_be_visible()
    box = dialog(page).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_a_course_the_dialog_leads_to_it(visitor: Visitors) -> None:
    page = visitor("isaiah")
    page.goto("/write/")
    page.get_by_label("Course").select_option("")
    page.get_by_role("button", name="Cite", exact=True).click()
    page.get_by_role("button", name="Go to the course").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_label("Course")).to_be_focused()
