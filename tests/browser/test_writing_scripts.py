"""What the scripts add to the form of an essay: static/js/preview.js and keep-draft.js."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.world import COURSE

from .conftest import Visitors, client_of

SAID = "This is what you typed here and did not save."


def typed(page: Page, text: str) -> None:
    """`text` is in the form, and the half second is over in which the script keeps it."""
    page.get_by_role("textbox", name="Text", exact=True).fill(text)
    expect(page.locator("#preview .prose")).to_contain_text(text)


def test_preview_follows_the_text(visitor: Visitors) -> None:
    page = visitor("tom")
    page.goto("/write/")
    page.get_by_role("textbox", name="Text", exact=True).fill("Some **bold** words")
    expect(page.locator("#preview strong")).to_have_text("bold")
    page.get_by_role("textbox", name="Text", exact=True).fill("")
    expect(page.locator("#preview")).to_be_hidden()


def test_text_that_was_not_saved_is_there_after_a_closed_tab(visitor: Visitors) -> None:
    page = visitor("tom")
    page.goto("/write/")
    typed(page, "Half an essay")
    page.goto("/")
    page.goto("/write/")
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_have_value("Half an essay")
    # From the server, or from the browser where the tab was closed before the server had it.
    back = page.get_by_role("button", name="Go back to the saved text")
    back.or_(page.get_by_role("link", name="Begin with an empty page")).click()
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_have_value("")


def test_session_that_ended_while_writing_loses_nothing(visitor: Visitors) -> None:
    page = visitor("tom")
    page.goto("/write/")
    # Never answered: the session ends before anything is kept on the server.
    page.route("**/copies/", lambda save: None)
    typed(page, "Written for hours")
    page.wait_for_function("() => JSON.stringify(localStorage).includes('Written for hours')")
    page.context.clear_cookies(name="colloquy_session")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    visitor.give_cookies(page.context, client_of("tom"))
    page.goto("/write/")
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_have_value("Written for hours")


def test_text_that_was_saved_is_not_brought_back(visitor: Visitors) -> None:
    page = visitor("tom")
    page.goto(f"/write/?course={COURSE}")
    typed(page, "A whole draft")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Edit essay")
    expect(page.get_by_text(SAID)).to_have_count(0)
    page.goto("/write/")
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_have_value("")


def test_drafts_of_one_person_are_not_shown_to_the_next(visitor: Visitors) -> None:
    page = visitor("tom")
    page.goto("/write/")
    # Never answered: the text is in this browser alone, and nothing is sent as somebody else.
    page.route("**/copies/", lambda save: None)
    typed(page, "Mine alone")
    page.wait_for_function("() => JSON.stringify(localStorage).includes('Mine alone')")
    visitor.give_cookies(page.context, client_of("max"))
    page.goto("/write/")
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_have_value("")
