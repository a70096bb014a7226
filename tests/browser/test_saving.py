"""What is typed is never lost: autosave.js, keep-draft.js, and the page where two saved one essay."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from blog.models import Authorship, Post, WorkingCopy
from tests.world import COURSE, essay, person

from .conftest import Visitors, client_of

SAID = "This is what you typed here and did not save."
SAVED = re.compile(r"Saved \d\d:\d\d")


def text(page: Page):
    return page.locator("textarea[name=body]")


def typed(page: Page, words: str) -> None:
    """`words` are in the form, and the server has them."""
    text(page).fill(words)
    expect(page.locator("#save-state")).to_have_text(SAVED)
    until(page, lambda: WorkingCopy.objects.filter(fields__body=words).exists())


def until(page: Page, question) -> None:
    for _ in range(200):
        if question():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come to pass")


def kept_here(page: Page) -> bool:
    return page.evaluate("Object.keys(localStorage).some(key => key.startsWith('draft '))")


def test_what_is_typed_is_saved_and_said(visitor: Visitors) -> None:
    page = visitor("tom")
    page.goto("/write/")
    typed(page, "Half an essay")
    text(page).press_sequentially(" and more of it")
    until(page, lambda: WorkingCopy.objects.filter(fields__body="Half an essay and more of it").exists())
    assert WorkingCopy.objects.filter(writer=person("tom")).count() == 1
    until(page, lambda: not kept_here(page))


def test_lost_connection_and_a_reload_lose_nothing(visitor: Visitors) -> None:
    page = visitor("tom")
    page.goto("/write/")
    typed(page, "With a connection")
    page.context.set_offline(True)
    text(page).fill("Without a connection")
    expect(page.locator("#save-state")).to_contain_text("No connection")
    until(page, lambda: kept_here(page))
    page.context.set_offline(False)
    expect(page.locator("#save-state")).to_have_text(SAVED)
    until(page, lambda: WorkingCopy.objects.filter(fields__body="Without a connection").exists())
    page.context.set_offline(True)
    text(page).fill("Lost again")
    until(page, lambda: "Lost again" in page.evaluate("JSON.stringify(localStorage)"))
    page.context.set_offline(False)
    page.reload()
    expect(text(page)).to_have_value("Lost again")
    expect(page.get_by_text(SAID)).to_be_visible()
    until(page, lambda: WorkingCopy.objects.filter(fields__body="Lost again").exists())
    visitor.problems.clear()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_second_device_finds_the_text(visitor: Visitors, scripts: bool) -> None:
    page = visitor("tom")
    page.goto("/write/")
    typed(page, "Begun at home")
    other = visitor("tom", scripts=scripts)
    other.goto("/write/")
    expect(text(other)).to_have_value("Begun at home")
    other.get_by_role("link", name="Begin with an empty page").click()
    expect(text(other)).to_have_value("")
    other.get_by_text("1 text that you did not save").click()
    other.get_by_role("link", name="Untitled").click()
    expect(text(other)).to_have_value("Begun at home")


def test_session_that_ended_while_typing_loses_nothing(visitor: Visitors) -> None:
    page = visitor("tom")
    page.goto("/write/")
    typed(page, "Before")
    page.context.clear_cookies(name="colloquy_session")
    text(page).fill("Before, and after")
    expect(page.locator("#save-state")).to_contain_text("You are signed out", timeout=10_000)
    expect(page.locator("#save-state").get_by_role("link", name="Sign in")).to_be_visible()
    visitor.give_cookies(page.context, client_of("tom"))
    page.goto("/write/")
    expect(text(page)).to_have_value("Before, and after")
    visitor.problems.clear()


def test_two_tabs_keep_a_text_each(visitor: Visitors) -> None:
    page = visitor("isaiah")
    address = f"/essays/{essay('Draft').pk}/edit/"
    page.goto(address)
    typed(page, "From both")
    second = page.context.new_page()
    second.goto(address)
    expect(text(second)).to_have_value("From both")
    typed(page, "First tab")
    text(second).fill("Second tab")
    until(page, lambda: WorkingCopy.objects.filter(fields__body="Second tab").exists())
    expect(second.locator("#save-state")).to_contain_text("apart from what another window holds")
    assert WorkingCopy.objects.filter(fields__body="First tab").exists()
    visitor.problems.clear()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_two_authors_put_their_texts_together(visitor: Visitors, scripts: bool) -> None:
    post = essay("Draft")
    then = post.created_at
    Authorship.objects.create(
        post=post, user=person("tom"), asked_by=post.author, asked_at=then, accepted_at=then
    )
    one, two = visitor("isaiah", scripts=scripts), visitor("tom", scripts=scripts)
    for page, words in [(one, "Isaiah’s."), (two, "Tom’s.")]:
        page.goto(f"/essays/{post.pk}/edit/")
        text(page).fill(words)
    one.get_by_role("button", name="Save draft").click()
    expect(one.get_by_text("Saved.", exact=True)).to_be_visible()
    two.get_by_role("button", name="Save draft").click()
    expect(two.get_by_role("heading", level=1)).to_have_text("Two texts of one essay")
    two.get_by_role("radio", name="Both, the saved one first").check()
    two.get_by_role("button", name="Save this text").click()
    expect(text(two)).to_have_value("Isaiah’s.\n\nTom’s.")
    assert Post.objects.get(pk=post.pk).body == "Isaiah’s.\n\nTom’s."
    assert not WorkingCopy.objects.filter(post=post).exists()
    visitor.problems.clear()


def test_saved_text_is_not_brought_back(visitor: Visitors) -> None:
    page = visitor("tom")
    page.goto(f"/write/?course={COURSE}")
    typed(page, "A whole draft")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Edit essay")
    page.wait_for_timeout(1500)
    page.goto("/write/")
    expect(text(page)).to_have_value("")
    assert not WorkingCopy.objects.filter(writer=person("tom")).exists()


def test_save_without_a_connection_stays_on_the_page(visitor: Visitors) -> None:
    page = visitor("tom")
    page.goto("/write/")
    text(page).fill("Half an essay")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("#save-state")).to_contain_text("No connection")
    expect(text(page)).to_have_value("Half an essay")
    until(page, lambda: kept_here(page))
    page.context.set_offline(False)
    visitor.problems.clear()  # The request that found no connection.
