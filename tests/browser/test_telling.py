"""What was done is told where one is led to, however far down the page that is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from comments.models import Comment, CommentEdit
from tests import makers
from tests.world import COURSE, SEED, person

from .conftest import Visitors

ESSAY = f"/courses/{COURSE}/essays/{SEED}/"
TWO_LINKS = "See https://example.org/one and https://example.org/two"


@pytest.fixture
def comment(site: str) -> Comment:
    """Max's, just written, at the end of the seed's thread."""
    post = Comment.objects.get(pk=9).post
    comment = makers.make_comment(post, person("max"), body="What I said first")
    comment.html = "<time></time><div><p>What I said first</p></div>"
    comment.save()
    return comment


def change(page: Page, comment: Comment) -> None:
    page.goto(f"/comments/{comment.pk}/edit/")
    page.get_by_label("Comment *").fill(TWO_LINKS)
    page.get_by_role("button", name="Save").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_change_that_waits_is_told_in_view_and_on_the_comment(
    visitor: Visitors, comment: Comment, scripts: bool
) -> None:
    page = visitor("max", scripts=scripts)
    change(page, comment)
    assert CommentEdit.objects.get(comment=comment).state == CommentEdit.State.HELD
    message = page.get_by_role("dialog", name="Message")
    expect(message).to_be_in_viewport()
    expect(message).to_contain_text("Your change waits")
    article = page.locator(f"#comment-{comment.pk}")
    expect(article.locator(".notice")).to_have_text("Your change waits for a moderator.")
    message.get_by_role("button", name="Close").click()
    expect(message).to_be_hidden()


def test_change_that_waits_is_shown_to_nobody_else(visitor: Visitors, comment: Comment) -> None:
    change(visitor("max"), comment)
    another = visitor("tom")
    another.goto(ESSAY)
    expect(another.locator(f"#comment-{comment.pk} .notice")).to_have_count(0)


def test_guest_who_follows_reads_what_to_do_next(visitor: Visitors) -> None:
    page = visitor(width=360)
    page.goto(f"{ESSAY}follow/")
    page.get_by_label(re.compile("mail")).fill("gwen@example.org")
    page.locator("main form button").click()
    expect(page).to_have_url(re.compile("#comments$"))
    expect(page.get_by_role("status").filter(has_text="mail")).to_be_in_viewport()


def test_link_to_a_reply_that_is_not_shown_says_so_in_view(visitor: Visitors) -> None:
    page = visitor()
    page.goto(f"{ESSAY}?comment=99999#comment-99999")
    expect(page.locator("#comment-99999")).to_be_in_viewport()
    expect(page.locator("#comment-99999")).to_contain_text("not shown")


def test_answering_a_reply_that_is_not_shown_says_so(visitor: Visitors) -> None:
    page = visitor()
    page.goto(f"{ESSAY}?replytocom=99999#respond")
    expect(page.locator("#respond .notice")).to_contain_text("not shown")
    page.goto(f"{ESSAY}?replytocom=9#respond")
    expect(page.locator(".notice")).to_have_count(0)
