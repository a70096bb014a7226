"""The tools above the text of an essay: static/js/editor*.js."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Visitors


def desk(visitor: Visitors, words: str = "", **options: int) -> Page:
    page = visitor("tom", **options)
    page.goto("/write/")
    text(page).fill(words)
    return page


def text(page: Page) -> Locator:
    return page.get_by_label("Text", exact=True)


def tool(page: Page, name: str) -> Locator:
    return page.get_by_role("toolbar", name="Formatting").get_by_role("button", name=name, exact=True)


def select(page: Page, start: int, end: int) -> None:
    text(page).evaluate(
        "(field, [start, end]) => { field.focus(); field.setSelectionRange(start, end); }", [start, end]
    )


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("Heading", "## The state"),
        ("Subheading", "### The state"),
        ("Bold", "The **state**"),
        ("Italics", "The *state*"),
        ("Quote", "> The state"),
        ("List", "- The state"),
        ("Numbered list", "1. The state"),
    ],
)
def test_tool_marks_what_is_selected_and_takes_the_mark_away_again(
    visitor: Visitors, name: str, marked: str
) -> None:
    page = desk(visitor, "The state")
    select(page, 4, 9)
    tool(page, name).click()
    expect(text(page)).to_have_value(marked)
    tool(page, name).click()
    expect(text(page)).to_have_value("The state")


def test_what_a_tool_did_is_undone_like_typing(visitor: Visitors) -> None:
    page = desk(visitor)
    text(page).press_sequentially("The state")
    select(page, 4, 9)
    page.keyboard.press("Control+b")
    expect(text(page)).to_have_value("The **state**")
    page.keyboard.press("Control+z")
    expect(text(page)).to_have_value("The state")


def test_lines_become_a_list_apart_from_their_neighbours(visitor: Visitors) -> None:
    page = desk(visitor, "Before\none\ntwo\nAfter")
    select(page, 7, 14)
    tool(page, "Numbered list").click()
    expect(text(page)).to_have_value("Before\n\n1. one\n2. two\n\nAfter")


def test_bullets_become_numbers(visitor: Visitors) -> None:
    page = desk(visitor, "- one\n- two")
    select(page, 0, 11)
    tool(page, "Numbered list").click()
    expect(text(page)).to_have_value("1. one\n2. two")


@pytest.mark.parametrize(
    ("begun", "after"),
    [
        ("- one", "- one\n- two\n\nend"),
        ("9. one", "9. one\n10. two\n\nend"),
        ("> one", "> one\n> two\n\nend"),
        ("> > one", "> > one\n> > two\n\nend"),
        ("> - one", "> - one\n> - two\n\nend"),
        (">one", ">one\n> two\n\nend"),
        ("plain", "plain\ntwo\n\nend"),
    ],
)
def test_enter_goes_on_with_a_list_and_in_an_empty_item_ends_it(
    visitor: Visitors, begun: str, after: str
) -> None:
    page = desk(visitor)
    text(page).press_sequentially(begun)
    page.keyboard.press("Enter")
    page.keyboard.type("two")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("end")
    expect(text(page)).to_have_value(after)


def test_link_is_made_and_changed_without_its_marks(visitor: Visitors) -> None:
    page = desk(visitor, "See the archive.")
    select(page, 8, 15)
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Link")
    expect(dialog.get_by_label("Address")).to_be_focused()
    page.keyboard.type("example.org/a b")
    page.keyboard.press("Enter")
    expect(text(page)).to_have_value("See the [archive](https://example.org/a%20b).")
    select(page, 12, 12)
    tool(page, "Link").click()
    expect(dialog.get_by_label("Words")).to_have_value("archive")
    dialog.get_by_role("button", name="Remove the link").click()
    expect(text(page)).to_have_value("See the archive.")


def test_footnotes_are_numbered_and_stand_at_the_end(visitor: Visitors) -> None:
    page = desk(visitor, "One. Two.")
    for place, words in ((4, "First."), (13, "Second.")):
        select(page, place, place)
        page.keyboard.press("Alt+Shift+KeyN")
        page.get_by_role("dialog", name="Footnote").get_by_label("What the footnote says").fill(words)
        page.get_by_role("button", name="Insert", exact=True).click()
    expect(text(page)).to_have_value("One.[^1] Two.[^2]\n\n[^1]: First.\n[^2]: Second.\n")


def test_table_is_filled_in_and_changed_as_a_table(visitor: Visitors) -> None:
    page = desk(visitor, "Before")
    tool(page, "Table").click()
    dialog = page.get_by_role("dialog", name="Table")
    dialog.get_by_label("Head, column 1").fill("Year")
    dialog.get_by_label("Row 1, column 2").fill("a|b")
    dialog.get_by_role("button", name="Insert").click()
    expect(text(page)).to_have_value("Before\n\n| Year |  |\n| --- | --- |\n|  | a\\|b |\n\n")
    select(page, 12, 12)
    tool(page, "Table").click()
    expect(dialog.get_by_label("Row 1, column 2")).to_have_value("a|b")
    dialog.get_by_label("Head, column 2").fill("Word")
    dialog.get_by_role("button", name="Insert").click()
    expect(text(page)).to_have_value("Before\n\n| Year | Word |\n| --- | --- |\n|  | a\\|b |\n\n")


def test_cancelled_dialog_changes_nothing_and_leads_back(visitor: Visitors) -> None:
    page = desk(visitor, "Words")
    tool(page, "Footnote").click()
    page.keyboard.press("Escape")
    expect(text(page)).to_be_focused()
    expect(text(page)).to_have_value("Words")


def test_toolbar_is_one_stop_and_its_arrows_lead_around(visitor: Visitors) -> None:
    page = desk(visitor)
    text(page).focus()
    page.keyboard.press("Shift+Tab")
    expect(tool(page, "Heading")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(tool(page, "Full screen")).to_be_focused()
    page.keyboard.press("Home")
    expect(tool(page, "Heading")).to_be_focused()
    page.keyboard.press("Tab")
    expect(text(page)).to_be_focused()


def test_tab_leaves_the_text(visitor: Visitors) -> None:
    page = desk(visitor, "- one")
    text(page).focus()
    page.keyboard.press("Tab")
    expect(text(page)).not_to_be_focused()
    expect(text(page)).to_have_value("- one")


def test_full_screen_shows_the_text_alone_and_escape_leads_back(visitor: Visitors) -> None:
    page = desk(visitor, "Words")
    text(page).focus()
    page.keyboard.press("Alt+Shift+KeyF")
    expect(page.get_by_label("Tags")).to_be_hidden()
    expect(tool(page, "Full screen")).to_have_attribute("aria-pressed", "true")
    expect(text(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Tags")).to_be_visible()


def test_without_scripts_there_is_no_toolbar_and_the_checklist_stands(visitor: Visitors) -> None:
    page = visitor("tom", scripts=False)
    page.goto("/write/")
    expect(page.get_by_role("toolbar")).to_be_hidden()
    expect(page.get_by_role("heading", name="Checklist")).to_be_visible()


def test_preview_on_a_phone_stands_directly_below_the_text(visitor: Visitors) -> None:
    page = desk(visitor, "A first line", width=360)
    expect(page.locator("#preview")).to_contain_text("A first line")
    order = page.evaluate(
        "['id_body', 'preview', 'id_sources', 'checklist', 'id_course']"
        ".map(id => document.getElementById(id).getBoundingClientRect().top)"
    )
    assert order == sorted(order)


def test_full_screen_of_a_phone_switches_between_text_and_preview(visitor: Visitors) -> None:
    page = desk(visitor, "A first line", width=360)
    tool(page, "Full screen").click()
    sides = page.get_by_role("group", name="What is shown")
    expect(page.locator("#preview")).to_be_hidden()
    sides.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview")).to_be_visible()
    expect(text(page)).to_be_hidden()
    page.keyboard.press("Escape")
    expect(text(page)).to_be_visible()
    expect(sides).to_be_hidden()
