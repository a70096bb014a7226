"""What helps with writing a reply: buttons, the preview, names (static/js/reply-tools.js and mention.js)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from comments.models import Comment
from tests.world import COURSE, SEED

from .conftest import Visitors

ESSAY = f"/courses/{COURSE}/essays/{SEED}/"
# Of what one can see and fill in or press in the reply form, but for the buttons for Markdown.
TOPS = """() => [...document.forms['reply-form'].elements]
    .filter((one) => one.offsetParent && !one.closest('.tools'))
    .map((one) => Math.round(one.getBoundingClientRect().top + scrollY))"""


@pytest.fixture
def page(visitor: Visitors) -> Page:
    page = visitor("max")
    page.goto(ESSAY)
    field(page).focus()
    expect(page.get_by_role("toolbar")).to_be_visible()
    return page


def field(page: Page) -> Locator:
    return page.get_by_label("Comment *")


def tool(page: Page, name: str) -> Locator:
    return page.get_by_role("toolbar").get_by_role("button", name=name)


def people(page: Page) -> Locator:
    return page.get_by_role("listbox", name="People")


def names(page: Page) -> Locator:
    return people(page).get_by_role("option")


def preview(page: Page) -> Locator:
    return page.get_by_role("region", name="Preview")


def asked_for(page: Page) -> list[str]:
    """The addresses that the page asks for names from now on. The preview comes later than they would."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/mentions/" in request.url else None)
    return asked


def select(page: Page, words: str) -> None:
    field(page).evaluate(
        """(text, words) => {
            const at = text.value.indexOf(words);
            text.setSelectionRange(at, at + words.length);
        }""",
        words,
    )


@pytest.mark.parametrize(
    ("name", "becomes"),
    [
        ("Bold", "so **it** is"),
        ("Italic", "so *it* is"),
        ("Link", "so [it](https://) is"),
        ("Quotation", "> so it is"),
        ("List", "- so it is"),
        ("Code", "so `it` is"),
    ],
)
def test_button_marks_the_selected_words(page: Page, name: str, becomes: str) -> None:
    field(page).fill("so it is")
    select(page, "it")
    tool(page, name).click()
    expect(field(page)).to_have_value(becomes)
    expect(field(page)).to_be_focused()


def test_second_press_takes_the_marks_off_and_undo_works(page: Page) -> None:
    field(page).fill("it")
    select(page, "it")
    field(page).press("Control+b")
    expect(field(page)).to_have_value("**it**")
    select(page, "**it**")
    field(page).press("Control+b")
    expect(field(page)).to_have_value("it")
    field(page).press("Control+z")
    expect(field(page)).to_have_value("**it**")


def test_lines_are_marked_together(page: Page) -> None:
    field(page).fill("one\ntwo")
    field(page).press("Control+a")
    tool(page, "List").click()
    expect(field(page)).to_have_value("- one\n- two")


def test_tab_goes_on_and_the_arrows_go_along(page: Page) -> None:
    field(page).press("Tab")
    expect(tool(page, "Bold")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tool(page, "Italic")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(tool(page, "Code")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("This is a question to the author")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(field(page)).to_be_focused()


@pytest.mark.parametrize("name", ["max", ""])
def test_preview_shows_the_servers_rendering(visitor: Visitors, name: str) -> None:
    page = visitor(name)
    page.goto(ESSAY)
    expect(page.get_by_role("button", name="Preview")).to_be_visible()
    field(page).click()
    field(page).press_sequentially("**So** it is")
    expect(preview(page).locator("strong")).to_have_text("So")
    page.get_by_role("button", name="Preview").click()
    expect(preview(page)).to_be_focused()
    expect(page).to_have_url(re.compile(f"{ESSAY}$"))
    field(page).fill("")
    expect(preview(page)).to_be_hidden()


def test_preview_without_scripts_keeps_all_that_was_typed(visitor: Visitors) -> None:
    page = visitor("max", scripts=False)
    page.goto(ESSAY)
    field(page).fill("**So** it is")
    page.get_by_label("This is a question to the author").check()
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview strong")).to_have_text("So")
    expect(field(page)).to_have_value("**So** it is")
    expect(page.get_by_label("This is a question to the author")).to_be_checked()
    page.get_by_role("button", name="Post Comment").click()
    assert Comment.objects.get(body="**So** it is").question == "open"


def test_name_is_completed_by_keyboard(page: Page) -> None:
    field(page).press_sequentially("Ask @isa")
    expect(names(page).filter(has_text="Isaiah")).to_be_visible()
    field(page).press("Enter")
    expect(field(page)).to_have_value("Ask @Isaiah ")
    expect(people(page)).to_be_hidden()
    expect(preview(page).locator("strong")).to_have_text("@Isaiah")


def test_name_is_completed_by_touch_or_left_by_escape(page: Page) -> None:
    field(page).press_sequentially("@")
    expect(names(page).first).to_be_visible()
    field(page).press("ArrowDown")
    expect(names(page).nth(1)).to_have_attribute("aria-selected", "true")
    field(page).press("Escape")
    expect(people(page)).to_be_hidden()
    field(page).press_sequentially("si")
    names(page).filter(has_text="Siria").click()
    expect(field(page)).to_have_value("@Siria ")
    expect(field(page)).to_be_focused()


def test_address_is_no_name(page: Page) -> None:
    asked = asked_for(page)
    field(page).press_sequentially("isaiah@isa")
    expect(preview(page)).to_contain_text("isaiah@isa")
    expect(people(page)).to_be_hidden()
    assert not asked


def test_guest_is_offered_no_names(visitor: Visitors) -> None:
    page = visitor()
    page.goto(ESSAY)
    field(page).click()
    expect(page.get_by_role("toolbar")).to_be_visible()
    asked = asked_for(page)
    field(page).press_sequentially("@isa")
    expect(preview(page)).to_contain_text("@isa")
    expect(people(page)).to_have_count(0)
    assert not asked


def test_question_is_kept_with_the_draft(page: Page) -> None:
    field(page).fill("Why so?")
    page.get_by_label("This is a question to the author").check()
    page.reload()
    expect(field(page)).to_have_value("Why so?")
    expect(page.get_by_label("This is a question to the author")).to_be_checked()


@pytest.mark.parametrize("name", ["max", ""])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_moves_when_the_tools_and_the_preview_come(visitor: Visitors, name: str, width: int) -> None:
    page = visitor(name, width=width)
    page.goto(ESSAY)
    before = page.evaluate(TOPS)
    field(page).focus()
    expect(page.get_by_role("toolbar")).to_be_visible()
    field(page).press_sequentially("So it is")
    expect(preview(page)).to_be_visible()
    assert page.evaluate(TOPS) == before


def test_tools_fit_on_a_phone(visitor: Visitors) -> None:
    page = visitor("max", width=360)
    page.goto(ESSAY)
    field(page).click()
    field(page).press_sequentially("@t")
    expect(names(page).first).to_be_in_viewport()
    assert not page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    expect(page).to_have_url(re.compile(ESSAY))
