"""What one does with comments in the thread: thank, open the panel, quote, edit, delete, close."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from comments.models import EDIT_WINDOW, Comment
from tests.world import COURSE, SEED

from .conftest import Visitors

ESSAY = f"/courses/{COURSE}/essays/{SEED}/"


def article(page: Page, pk: int) -> Locator:
    return page.locator(f"#comment-{pk}")


def more(page: Page, pk: int) -> Locator:
    return article(page, pk).get_by_role("link", name=re.compile("^More"))


def panel(page: Page) -> Locator:
    return page.locator(".panel")


@pytest.fixture
def page(visitor: Visitors) -> Page:
    page = visitor("max")
    page.goto(ESSAY)
    return page


def test_thanks_are_given_and_taken_back_in_place(page: Page) -> None:
    button = article(page, 9).get_by_role("button", name=re.compile("Thank"))
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(article(page, 9)).to_contain_text("Thanks: 1")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(article(page, 9)).not_to_contain_text("Thanks: 1")
    expect(page).to_have_url(re.compile(f"{ESSAY}$"))
    assert Comment.objects.get(pk=9).thanks_count == 0


def test_thanks_without_scripts(visitor: Visitors) -> None:
    page = visitor("max", scripts=False)
    page.goto(ESSAY)
    article(page, 9).get_by_role("button", name="Thank").click()
    expect(article(page, 9)).to_contain_text("Thanks: 1")


def test_panel_opens_in_place_and_escape_closes_it(page: Page) -> None:
    more(page, 9).click()
    expect(panel(page).get_by_role("link", name="Permanent link")).to_be_visible()
    expect(panel(page).locator("a, button").first).to_be_focused()
    expect(more(page, 9)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    expect(more(page, 9)).to_be_focused()
    expect(page).to_have_url(re.compile(f"{ESSAY}$"))


def test_one_panel_at_a_time(page: Page) -> None:
    more(page, 9).click()
    expect(panel(page)).to_be_visible()
    more(page, 1).click()
    expect(article(page, 1).locator(".panel")).to_be_visible()
    expect(panel(page)).to_have_count(1)
    page.locator("h1").click()
    expect(panel(page)).to_have_count(0)


def test_without_scripts_more_is_a_page(visitor: Visitors) -> None:
    page = visitor("max", scripts=False)
    page.goto(ESSAY)
    more(page, 9).click()
    expect(page).to_have_url(re.compile("/comments/9/$"))
    expect(page.get_by_role("link", name="Quote in a reply")).to_be_visible()
    page.get_by_role("link", name="Quote in a reply").click()
    expect(page.get_by_label("Comment *")).to_have_value(re.compile("^> Hi Isaiah!\n> I really"))


def test_comment_is_quoted_in_the_reply(page: Page) -> None:
    more(page, 9).click()
    panel(page).get_by_role("link", name="Quote in a reply").click()
    field = article(page, 9).get_by_label("Comment *")
    expect(field).to_be_focused()
    expect(field).to_have_value(re.compile(r"^> Hi Isaiah!\n> I really.*\n\n$", re.DOTALL))
    expect(page.locator("input[name=parent]")).to_have_value("9")


def test_selected_words_alone_are_quoted(page: Page) -> None:
    words = article(page, 9).locator("> div p").first
    words.evaluate(
        """(p) => {
            const node = p.firstChild;
            getSelection().setBaseAndExtent(node, 0, node, 'Hi Isaiah'.length);
        }"""
    )
    more(page, 9).click()
    panel(page).get_by_role("link", name="Quote the selected words").click()
    expect(article(page, 9).get_by_label("Comment *")).to_have_value("> Hi Isaiah\n\n")


def written(body: str, minutes: float = 0) -> Comment:
    """By Max, so many minutes ago."""
    seed = Comment.objects.get(pk=9).post
    comment = Comment.objects.get(body=body, post=seed)
    Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now() - timedelta(minutes=minutes))
    return comment


def send(page: Page, body: str) -> None:
    page.get_by_label("Comment *").fill(body)
    page.get_by_role("button", name="Post Comment").click()
    expect(page.locator(".thread article", has_text=body)).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_one_edits_within_the_window_and_not_after_it(visitor: Visitors, scripts: bool) -> None:
    page = visitor("max", scripts=scripts)
    page.goto(ESSAY)
    send(page, "Rashly said")
    comment = written("Rashly said")
    more(page, comment.pk).click()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Comment *").fill("Calmly said")
    page.get_by_role("button", name="Save").click()
    expect(article(page, comment.pk)).to_contain_text("Calmly said")
    expect(article(page, comment.pk)).to_contain_text("edited")
    written("Calmly said", EDIT_WINDOW.total_seconds() / 60 + 1)
    page.goto(f"/comments/{comment.pk}/")
    expect(page.get_by_role("link", name="Edit", exact=True)).to_have_count(0)


def test_window_that_ends_while_typing_loses_nothing(page: Page) -> None:
    send(page, "Rashly said")
    comment = written("Rashly said")
    page.goto(f"/comments/{comment.pk}/edit/")
    page.get_by_label("Comment *").fill("Typed for a long time")
    written("Rashly said", 16)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("What you typed")).to_have_value("Typed for a long time")


def test_edit_page_helps_as_the_reply_form_does_and_keeps_what_is_typed(page: Page) -> None:
    send(page, "Well sayd.")
    comment = written("Well sayd.")
    page.goto(f"/comments/{comment.pk}/edit/")
    expect(page.get_by_role("toolbar")).to_be_visible()
    field = page.get_by_label("Comment *")
    field.fill("*Well* said, @Isai")
    expect(page.get_by_role("option")).to_have_count(1)
    field.press("Enter")
    expect(page.locator(".preview em")).to_have_text("Well")
    typed = field.input_value()
    page.reload()
    expect(field).to_have_value(typed)
    field.press("Control+Enter")
    expect(article(page, comment.pk)).to_contain_text("Well said, @Isaiah")
    page.goto(f"/comments/{comment.pk}/edit/")
    expect(field).to_have_value(typed.strip())


def test_one_deletes_ones_own(page: Page) -> None:
    send(page, "Rashly said")
    more(page, written("Rashly said").pk).click()
    panel(page).get_by_role("link", name="Delete").click()
    expect(page.get_by_text("Nothing of it stays in the thread.")).to_be_visible()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Your comment is deleted.")).to_be_visible()
    expect(page.locator(".thread")).not_to_contain_text("Rashly said")


def test_author_closes_the_thread_and_opens_it(visitor: Visitors) -> None:
    page = visitor("isaiah")
    page.goto(ESSAY)
    page.get_by_role("link", name="Close the comments").click()
    page.get_by_label("Now", exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#respond")).to_contain_text("Comments are closed.")
    page.get_by_role("link", name="Open the comments").click()
    page.get_by_label("They stay open").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Comment *")).to_be_visible()
