"""Answering a comment, with and without JavaScript."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from blog.models import Post
from comments.models import Comment
from tests.makers import PASSWORD
from tests.world import COURSE, SEED

from .conftest import Visitors

ESSAY = f"/courses/{COURSE}/essays/{SEED}/"
HEADING = "{} replies on “The Cult of Personality: Stalin Edition”"
AWAITING = "Your comment is awaiting moderation."
WORDS = "Was the cult still there after 1956?"


def comment(page: Page, number: int) -> Locator:
    """The comment that stands in this place of the thread."""
    return page.locator(".thread > article").nth(number - 1)


def field(page: Page, label: str) -> Locator:
    return page.get_by_role("textbox", name=label)


def answer(page: Page, number: int) -> None:
    comment(page, number).get_by_role("link", name=re.compile("^Reply")).click()


def fill_in_guest(page: Page) -> None:
    field(page, "Name").fill("Gwen Guest")
    field(page, "Email").fill("gwen@example.org")


@pytest.fixture
def page(visitor: Visitors) -> Page:
    """The seed essay, opened by a stranger."""
    page = visitor()
    page.goto(ESSAY)
    return page


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_guests_reply_is_held_and_the_instructor_approves_it(visitor: Visitors, scripts: bool) -> None:
    page = visitor(scripts=scripts)
    page.goto(ESSAY)
    answer(page, 9)
    expect(page.get_by_role("heading", name="Leave a Reply to Kendall")).to_be_visible()
    field(page, "Comment").fill(WORDS)
    fill_in_guest(page)
    page.get_by_role("button", name="Post Comment").click()

    held = page.locator("article", has_text=WORDS)
    expect(held).to_contain_text(AWAITING)
    expect(held).to_have_class(re.compile(r"\bdepth-1\b"))
    expect(page.locator("#comments h2")).to_have_text(HEADING.format(10))
    another = visitor()
    another.goto(ESSAY)
    expect(another.get_by_text(WORDS)).to_have_count(0)

    teacher = visitor(scripts=scripts)
    teacher.goto(f"{reverse('admin:comments_comment_changelist')}?status=waiting")
    field(teacher, "E-mail").fill("instructor@colloquy.example")
    teacher.get_by_label("Password").fill(PASSWORD)
    teacher.get_by_role("button", name="Sign in").click()
    row = teacher.get_by_role("row", name=re.compile(re.escape(WORDS)))
    row.get_by_role("button", name=re.compile("^Approve")).click()
    done = "Approved." if scripts else "1 comment approved."
    expect(teacher.get_by_text(done).first).to_be_visible()

    another.reload()
    expect(another.locator("#comments h2")).to_have_text(HEADING.format(11))
    expect(comment(another, 10)).to_contain_text("in reply to Kendall")
    expect(comment(another, 11)).to_contain_text(WORDS)


def test_reply_form_moves_below_the_comment_and_back(page: Page) -> None:
    answer(page, 9)
    expect(comment(page, 9).locator("#reply-form")).to_be_visible()
    expect(field(page, "Comment")).to_be_focused()
    field(page, "Comment").fill(WORDS)

    page.get_by_role("link", name="Cancel reply").click()
    expect(comment(page, 9).locator("#reply-form")).to_have_count(0)
    expect(page.get_by_role("heading", name="Leave a Reply", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Cancel reply")).to_be_hidden()
    expect(field(page, "Comment")).to_have_value(WORDS)
    expect(comment(page, 9).get_by_role("link", name="Reply to Kendall")).to_be_focused()


def test_reply_link_works_from_the_keyboard(page: Page) -> None:
    comment(page, 1).get_by_role("link", name="Reply to Tom").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Leave a Reply to Tom")).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("link", name="Reply to a passage")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("link", name="Cancel reply")).to_be_focused()


def test_control_and_enter_send_the_reply(visitor: Visitors) -> None:
    page = visitor("max")
    page.goto(ESSAY)
    expect(page.get_by_text("Logged in as Max.")).to_be_visible()
    field(page, "Comment").fill(WORDS)
    page.keyboard.press("Control+Enter")
    sent = page.locator("article", has_text=WORDS)
    expect(sent).to_be_visible()
    expect(page).to_have_url(re.compile(rf"#{sent.get_attribute('id')}$"))
    expect(field(page, "Comment")).to_have_value("")


def test_what_is_typed_survives_a_reload_until_it_is_sent(page: Page) -> None:
    answer(page, 3)
    field(page, "Comment").fill(WORDS)
    page.reload()
    answer(page, 3)
    expect(field(page, "Comment")).to_have_value(WORDS)
    fill_in_guest(page)
    page.get_by_role("button", name="Post Comment").click()
    expect(page.get_by_text(AWAITING)).to_be_visible()
    answer(page, 3)
    expect(field(page, "Comment")).to_have_value("")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_refused_form_says_why_and_keeps_the_text(visitor: Visitors, scripts: bool) -> None:
    page = visitor(scripts=scripts)
    page.goto(ESSAY)
    answer(page, 9)
    field(page, "Comment").fill(WORDS)
    field(page, "Email").fill("no address")
    page.get_by_role("button", name="Post Comment").click()

    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    expect(page.get_by_role("heading", name="Leave a Reply to Kendall")).to_be_visible()
    expect(field(page, "Comment")).to_have_value(WORDS)
    summary.get_by_role("link", name=re.compile("^Name")).click()
    expect(field(page, "Name")).to_be_focused()
    expect(field(page, "Name")).to_have_attribute("aria-invalid", "true")


def test_box_for_the_cookie_remembers_the_guest_and_forgets_them(page: Page) -> None:
    box = page.get_by_label("Save my name, email, and website in this browser")
    expect(box).not_to_be_checked()
    field(page, "Comment").fill(WORDS)
    fill_in_guest(page)
    field(page, "Website").fill("gwen.example.org")
    box.check()
    page.get_by_role("button", name="Post Comment").click()
    expect(field(page, "Name")).to_have_value("Gwen Guest")
    expect(field(page, "Email")).to_have_value("gwen@example.org")
    expect(field(page, "Website")).to_have_value("https://gwen.example.org")

    field(page, "Comment").fill("And another thing.")
    box.uncheck()
    page.get_by_role("button", name="Post Comment").click()
    expect(page.locator("article", has_text="And another thing.")).to_be_visible()
    expect(field(page, "Name")).to_have_value("")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_double_click_makes_one_comment(visitor: Visitors, scripts: bool) -> None:
    page = visitor("max", scripts=scripts)
    page.goto(ESSAY)
    field(page, "Comment").fill(WORDS)
    page.get_by_role("button", name="Post Comment").dblclick()
    expect(page.locator("article", has_text=WORDS)).to_be_visible()
    assert Comment.objects.filter(body=WORDS).count() == 1


def test_going_back_lets_one_write_another_comment(visitor: Visitors) -> None:
    page = visitor("max")
    page.goto(ESSAY)
    field(page, "Comment").fill(WORDS)
    page.get_by_role("button", name="Post Comment").click()
    expect(page.locator("article", has_text=WORDS)).to_be_visible()
    page.go_back()
    field(page, "Comment").fill("A second one.")
    page.get_by_role("button", name="Post Comment").click()
    expect(page.locator("article", has_text="A second one.")).to_be_visible()
    assert Post.objects.get(slug=SEED).comment_count == 12


def test_closed_thread_says_so(visitor: Visitors) -> None:
    page = visitor()
    page.goto(f"/courses/{COURSE}/essays/eight-days-in-february/")
    expect(page.get_by_text("Comments are closed.")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Reply"))).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_nobody_sees_or_reaches_the_trap(visitor: Visitors, scripts: bool) -> None:
    page = visitor(scripts=scripts)
    page.goto(ESSAY)
    expect(page.locator("[name=subject]")).to_be_hidden()
    field(page, "Comment").focus()
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") != "subject"
    assert "subject" not in page.locator("#reply-form").aria_snapshot()
