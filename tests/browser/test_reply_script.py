"""What the scripts add to the reply form: static/js/reply.js and keep.js."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from blog.models import Post
from comments import thread
from comments.models import Comment
from tests import makers
from tests.makers import PASSWORD
from tests.world import COURSE, SEED, essay, person

from .conftest import Visitors, client_of

ESSAY = f"/courses/{COURSE}/essays/{SEED}/"


@pytest.fixture
def page(visitor: Visitors) -> Page:
    page = visitor()
    page.goto(ESSAY)
    return page


def field(page: Page) -> object:
    return page.get_by_label("Comment *")


def reply_to(page: Page, pk: int) -> None:
    page.locator(f"#comment-{pk}").get_by_role("link", name=re.compile("^Reply to")).click()


def heading(page: Page) -> object:
    return page.locator("#respond h2")


def test_form_moves_under_the_comment_and_takes_the_focus(page: Page) -> None:
    reply_to(page, 9)
    expect(page.locator("#comment-9 #respond h2")).to_have_text("Leave a Reply to Kendall")
    expect(field(page)).to_be_focused()
    expect(page.locator("input[name=parent]")).to_have_value("9")
    expect(page).to_have_url(re.compile(f"{ESSAY}$"))


def test_field_and_button_come_into_sight_with_the_form(visitor: Visitors) -> None:
    page = visitor("tom", height=800)
    page.goto(ESSAY)
    page.locator("#comment-9 > [href*=replytocom]").evaluate(
        "link => link.scrollIntoView({ block: 'center' })"
    )
    reply_to(page, 9)
    expect(page.get_by_role("button", name="Preview")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Post Comment")).to_be_in_viewport(ratio=1)
    expect(field(page)).to_be_in_viewport(ratio=1)


def test_cancel_restores_the_place_keeps_the_text_and_returns_the_focus(page: Page) -> None:
    reply_to(page, 9)
    field(page).fill("Half a thought")
    page.get_by_role("link", name="Cancel reply").click()
    expect(page.locator(".thread #respond")).to_have_count(0)
    expect(heading(page)).to_have_text("Leave a Reply")
    expect(field(page)).to_have_value("Half a thought")
    expect(page.locator("#comment-9").get_by_role("link", name="Reply to Kendall")).to_be_focused()
    expect(page.get_by_role("link", name="Cancel reply")).to_be_hidden()


def test_text_is_kept_for_each_comment_across_a_reload(page: Page) -> None:
    reply_to(page, 9)
    field(page).fill("For Kendall")
    reply_to(page, 5)
    expect(field(page)).to_have_value("")
    field(page).fill("For Max")
    page.reload()
    reply_to(page, 9)
    expect(field(page)).to_have_value("For Kendall")
    reply_to(page, 5)
    expect(field(page)).to_have_value("For Max")


def test_form_loaded_for_a_comment_is_set_back_by_cancel(page: Page) -> None:
    page.goto(f"{ESSAY}?replytocom=9#respond")
    expect(page.locator("#respond blockquote")).to_contain_text("I really enjoyed reading your post!")
    page.get_by_role("link", name="Cancel reply").click()
    expect(heading(page)).to_have_text("Leave a Reply")
    expect(page.locator("#respond blockquote")).to_have_count(0)
    expect(page.locator("input[name=parent]")).to_have_value("")


def test_text_is_kept_until_the_server_took_it(page: Page) -> None:
    reply_to(page, 9)
    field(page).fill("Not lost")
    page.get_by_role("button", name="Post Comment").click()
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    page.goto(ESSAY)
    reply_to(page, 9)
    expect(field(page)).to_have_value("Not lost")
    page.get_by_label("Name *").fill("Gast")
    page.get_by_label("Email *").fill("gast@example.org")
    page.get_by_role("button", name="Post Comment").click()
    expect(page.get_by_text("Your comment is awaiting moderation.")).to_be_visible()
    reply_to(page, 9)
    expect(field(page)).to_have_value("")
    page.wait_for_function("() => !Object.keys(sessionStorage).length")


def test_control_enter_sends(visitor: Visitors) -> None:
    page = visitor("max")
    page.goto(ESSAY)
    field(page).fill("Sent by the keyboard")
    field(page).press("Control+Enter")
    expect(page.locator(".thread article", has_text="Sent by the keyboard")).to_be_visible()


def test_two_clicks_send_once(visitor: Visitors) -> None:
    page = visitor("max")
    page.goto(ESSAY)
    field(page).fill("Sent twice")
    page.get_by_role("button", name="Post Comment").dblclick()
    expect(page.locator(".thread article", has_text="Sent twice")).to_have_count(1)
    assert Comment.objects.filter(body="Sent twice").count() == 1


def test_send_that_failed_can_be_sent_again(visitor: Visitors) -> None:
    page = visitor("max")
    page.goto(ESSAY)
    field(page).fill("Sent again")
    page.route("**/reply/", lambda route: route.abort("aborted"))
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Post Comment").click()
    page.unroute("**/reply/")
    page.get_by_role("button", name="Post Comment").click()
    expect(page.locator(".thread article", has_text="Sent again")).to_be_visible()


def test_text_of_one_account_is_shown_to_no_other_and_to_no_guest(visitor: Visitors) -> None:
    page = visitor("max")
    page.goto(ESSAY)
    field(page).fill("Mine alone")
    expect(page.get_by_role("region", name="Preview")).to_be_visible()  # asked for before the cookies change
    for name in ("tom", ""):
        visitor.give_cookies(page.context, client_of(name))
        page.goto(ESSAY)
        expect(field(page)).to_have_value("")
    visitor.give_cookies(page.context, client_of("max"))
    page.goto(ESSAY)
    expect(field(page)).to_have_value("Mine alone")


def test_session_that_ended_while_writing_loses_nothing(visitor: Visitors) -> None:
    page = visitor("max")
    page.goto(ESSAY)
    reply_to(page, 9)
    field(page).fill("Written for hours")
    expect(page.get_by_role("region", name="Preview")).to_be_visible()  # asked for before the cookies change
    page.context.clear_cookies(name="colloquy_session")
    page.get_by_role("button", name="Post Comment").click()
    expect(page.locator("#error-summary")).to_contain_text("You have been signed out")
    expect(field(page)).to_have_value("Written for hours")
    page.wait_for_function("() => !Object.keys(sessionStorage).length")
    page.locator("#error-summary").get_by_role("link", name="sign in").click()
    page.get_by_label("E-mail").fill("max@colloquy.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(heading(page)).to_have_text("Leave a Reply to Kendall")
    expect(field(page)).to_have_value("Written for hours")


def test_guests_text_stays_with_the_tab(visitor: Visitors) -> None:
    page = visitor()
    page.goto(ESSAY)
    field(page).fill("For this tab")
    page.reload()
    expect(field(page)).to_have_value("For this tab")
    other = page.context.new_page()
    other.goto(ESSAY)
    expect(field(other)).to_have_value("")


def test_guest_who_signs_in_takes_their_text_along(visitor: Visitors) -> None:
    page = visitor()
    page.goto(ESSAY)
    field(page).fill("Begun as a guest")
    expect(page.get_by_role("region", name="Preview")).to_be_visible()  # asked for before the cookies change
    visitor.give_cookies(page.context, client_of("max"))
    page.goto(ESSAY)
    expect(field(page)).to_have_value("Begun as a guest")
    page.wait_for_function("() => !Object.keys(sessionStorage).length")


def test_text_is_kept_for_two_weeks(visitor: Visitors) -> None:
    page = visitor("max")
    page.goto(ESSAY)
    field(page).fill("Old thoughts")
    for days, left in ((13, "Old thoughts"), (15, "")):
        page.evaluate(
            """(days) => {
                const name = Object.keys(localStorage).find((one) => one.startsWith("reply "));
                const draft = JSON.parse(localStorage.getItem(name));
                draft.at = Date.now() - days * 24 * 3600 * 1000;
                localStorage.setItem(name, JSON.stringify(draft));
            }""",
            days,
        )
        page.goto(ESSAY)
        expect(field(page)).to_have_value(left)


def test_permalink_is_there_at_once(visitor: Visitors) -> None:
    page = visitor("max", height=500)
    page.goto(f"{ESSAY}?comment=10#comment-10")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    expect(page.locator("#comment-10")).to_be_in_viewport(timeout=1)


def test_old_permalink_lands_on_its_page(visitor: Visitors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thread, "ONE_PAGE", 100)
    post = essay("For world")
    makers.make_thread(post, [person("tom")], 250)
    last = Comment.objects.filter(post=post).latest("path")
    page = visitor()
    page.goto(f"{post.get_absolute_url()}#comment-{last.pk}")
    expect(page.locator(f"#comment-{last.pk}")).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False])
def test_reply_to_the_ninth_comment_by_a_guest(visitor: Visitors, scripts: bool) -> None:
    page = visitor(scripts=scripts)
    page.goto(ESSAY)
    page.locator("#comment-9 > a", has_text=re.compile("^Reply$")).click()
    expect(heading(page)).to_have_text("Leave a Reply to Kendall")
    field(page).fill("I think so too.")
    page.get_by_label("Name *").fill("Gast")
    page.get_by_label("Email *").fill("gast@example.org")
    page.get_by_role("button", name="Post Comment").click()
    mine = page.locator(".thread article.held")
    expect(mine).to_contain_text("in reply to Kendall")
    expect(mine).to_contain_text("Your comment is awaiting moderation.")
    assert Post.objects.get(slug=SEED).comment_count == 10
