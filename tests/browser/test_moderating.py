"""The queue by keyboard, by mouse, and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from comments.models import Comment, ModerationEntry
from comments.writing.editing import edit_comment
from tests import makers
from tests.world import client_of, essay

from .conftest import Visitors

QUEUE = "/admin/comments/comment/?status=waiting"
NAMES = ["Fay", "Gus", "Hal", "Ida", "Jon"]


@pytest.fixture
def held(site: str) -> list[Comment]:
    """Five that wait, the newest first, as the queue has them."""
    course = essay("For world").course
    comments = [
        makers.make_comment(
            essay("For world"), makers.make_member(course, user=makers.make_user(name)), status="held"
        )
        for name in reversed(NAMES)
    ]
    return comments[::-1]


def statuses(comments: list[Comment]) -> list[str]:
    found = Comment.objects.in_bulk([comment.pk for comment in comments])
    return [found[comment.pk].status for comment in comments]


def press(page: Page, key: str, said: str) -> None:
    page.keyboard.press(key)
    expect(page.locator("#queue-said")).to_contain_text(said)


def test_a_moderator_approves_three_marks_spam_and_undoes_one(visitor: Visitors, held: list[Comment]) -> None:
    page = visitor("instructor")
    page.goto(QUEUE)
    for name in NAMES[:3]:
        expect(page.locator("tr[aria-current] .writer")).to_have_text(name)
        page.keyboard.press("a")
        expect(page.locator("tr.decided", has_text=name)).to_be_visible()
    press(page, "s", "Marked as spam")
    assert statuses(held) == ["published"] * 3 + ["spam", "held"]
    press(page, "u", "put back as before")
    assert statuses(held) == ["published"] * 3 + ["held", "held"]
    expect(page.locator("tr[aria-current] .writer")).to_have_text("Ida")


def test_a_removal_asks_for_its_reason_and_keys_are_words_there(
    visitor: Visitors, held: list[Comment]
) -> None:
    page = visitor("instructor")
    page.goto(QUEUE)
    page.keyboard.press("r")
    expect(page.get_by_role("dialog")).to_contain_text("Remove the comment by Fay")
    page.keyboard.type("Has a harsh sound")
    page.keyboard.press("Enter")
    expect(page.locator("#queue-said")).to_contain_text("Removed")
    assert statuses(held) == ["removed", "held", "held", "held", "held"]
    assert ModerationEntry.objects.filter(shared_reason="Has a harsh sound").count() == 1


def test_a_reason_is_asked_for_anew_for_each_comment(visitor: Visitors, held: list[Comment]) -> None:
    page = visitor("instructor")
    page.goto(QUEUE)
    page.keyboard.press("r")
    page.keyboard.type("Meant for Fay")
    page.get_by_role("button", name="Cancel").click()
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.get_by_role("dialog")).to_contain_text("Remove the comment by Gus")
    expect(page.get_by_label("Tell the writer")).to_have_value("")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_have_text("Give one of the two.")
    expect(page.get_by_label("Tell the writer")).to_have_attribute("aria-invalid", "true")


def test_a_reason_that_was_not_saved_is_kept(visitor: Visitors, held: list[Comment]) -> None:
    page = visitor("instructor")
    page.goto(QUEUE)
    page.route("**/moderate/remove/**", lambda route: route.fulfill(status=302, headers={"Location": QUEUE}))
    page.keyboard.press("r")
    page.keyboard.type("Typed with care")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("not saved")
    expect(page.get_by_label("Tell the writer")).to_have_value("Typed with care")
    page.unroute("**/moderate/remove/**")
    page.keyboard.press("Enter")
    expect(page.locator("#queue-said")).to_contain_text("Removed")
    assert statuses(held)[0] == "removed"


def test_what_is_selected_is_decided_together(visitor: Visitors, held: list[Comment]) -> None:
    page = visitor("instructor")
    page.goto(QUEUE)
    for key in "xjx":
        page.keyboard.press(key)
    press(page, "s", "2 comments: Marked as spam")
    assert statuses(held)[:3] == ["spam", "spam", "held"]
    page.locator(".outcome button").first.click()
    expect(page.locator("#queue-said")).to_contain_text("2 comments put back")
    assert statuses(held)[:2] == ["held", "held"]


def test_what_was_decided_together_is_selected_no_more(visitor: Visitors, held: list[Comment]) -> None:
    page = visitor("instructor")
    page.goto(QUEUE)
    for key in "xjx":
        page.keyboard.press(key)
    press(page, "s", "2 comments: Marked as spam")
    press(page, "u", "2 comments put back")
    expect(page.locator(".action-counter")).to_contain_text("0 of ")
    expect(page.locator("#result_list tr.selected")).to_have_count(0)


def test_what_is_said_stays_in_sight(visitor: Visitors, held: list[Comment]) -> None:
    page = visitor("instructor")
    page.goto(QUEUE)
    for _ in NAMES[1:]:
        page.keyboard.press("j")
    press(page, "x", "1 selected.")
    expect(page.locator("#queue-said")).to_be_in_viewport()


def test_who_comes_back_goes_on_where_they_were(visitor: Visitors, held: list[Comment]) -> None:
    page = visitor("instructor")
    page.goto(QUEUE)
    for key in "jj":
        page.keyboard.press(key)
    page.keyboard.press("o")
    page.wait_for_url("**/change/**")
    page.go_back()
    expect(page.locator("tr[aria-current] .writer")).to_have_text("Hal")
    page.keyboard.press("o")
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("link", name="Back to the list").click()
    expect(page.locator("tr[aria-current] .writer")).to_have_text("Ida")
    expect(page.locator("tr[aria-current]")).to_be_in_viewport()


def test_who_comes_anew_begins_at_the_top(visitor: Visitors, held: list[Comment]) -> None:
    page = visitor("instructor")
    page.goto(QUEUE)
    page.keyboard.press("j")
    page.get_by_role("link", name="Home").click()
    page.goto(QUEUE)
    expect(page.locator("tr[aria-current] .writer")).to_have_text("Fay")


def test_a_key_that_comes_before_the_answer_reaches_no_row_twice(
    visitor: Visitors, held: list[Comment]
) -> None:
    page = visitor("instructor")
    sent: list[Route] = []

    def hold(route: Route) -> None:
        sent.append(route)

    page.goto(QUEUE)
    page.route("**/moderate/**", hold)
    page.keyboard.press("a")
    press(page, "s", "One moment")
    assert len(sent) == 1
    sent[0].continue_()
    page.unroute("**/moderate/**")
    expect(page.locator("tr.decided .outcome")).to_have_count(1)
    press(page, "s", "Marked as spam")
    assert statuses(held)[:3] == ["published", "spam", "held"]


def test_one_key_sends_each_row_what_its_own_button_says(visitor: Visitors, held: list[Comment]) -> None:
    Comment.objects.filter(pk=held[1].pk).update(status="removed")
    page = visitor("instructor")
    page.goto("/admin/comments/comment/?q=For+world")
    for name in NAMES[:2]:
        page.locator("tr", has_text=name).get_by_role("checkbox").check()
    press(page, "a", "1 comment: Restored.")
    expect(page.locator("#queue-said")).to_contain_text("1 comment: Approved.")
    assert statuses(held)[:3] == ["published", "published", "held"]
    expect(page.locator("tr.decided")).to_have_count(2)


def test_what_its_writer_has_changed_stays_in_the_queue(visitor: Visitors, held: list[Comment]) -> None:
    page = visitor("instructor")
    page.goto(QUEUE)
    edit_comment(comment=held[0], body="Other words", by=held[0].author)
    for key in "xjx":
        page.keyboard.press(key)
    press(page, "a", "1 comment: Approved. 1 comment left as before: changed since you looked.")
    assert statuses(held)[:3] == ["held", "published", "held"]
    expect(page.locator("tr.decided")).to_have_count(1)
    expect(page.locator("tr[aria-current] .writer")).to_have_text("Fay")


def test_keys_are_letters_in_a_field_and_can_be_switched_off(visitor: Visitors, held: list[Comment]) -> None:
    page = visitor("instructor")
    page.goto(QUEUE)
    page.get_by_label("Search").press_sequentially("ash")
    expect(page.get_by_label("Search")).to_have_value("ash")
    page.locator("h1").click()
    page.keyboard.press("?")
    page.get_by_label("Decide by single keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.reload()
    page.keyboard.press("a")
    expect(page.locator("#queue-keys-off")).to_be_visible()
    assert set(statuses(held)) == {"held"}


def test_the_buttons_work_by_mouse(visitor: Visitors, held: list[Comment]) -> None:
    page = visitor("instructor")
    page.goto(QUEUE)
    page.get_by_role("button", name="Approve: the comment by Gus").click()
    expect(page.locator("tr.decided")).to_contain_text("Approved.")
    assert statuses(held)[:3] == ["held", "published", "held"]


def test_without_javascript_the_page_is_loaded_anew(visitor: Visitors, held: list[Comment]) -> None:
    page = visitor("instructor", scripts=False)
    page.goto(QUEUE)
    expect(page.locator("#queue-bar")).to_be_hidden()
    page.get_by_role("button", name="Approve: the comment by Fay").click()
    expect(page.locator(".messagelist")).to_contain_text("1 comment approved.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".messagelist")).to_contain_text("1 comment put back as before.")
    page.get_by_role("button", name="Remove: the comment by Fay").click()
    page.get_by_label("Tell the writer").fill("It is an advertisement.")
    page.get_by_role("button", name="Remove").click()
    assert page.url.endswith("?status=waiting")
    assert statuses(held)[:2] == ["removed", "held"]


def test_on_a_phone_the_first_comment_is_in_sight_and_no_keys_are_named(
    browser: Browser, site: str, visitor: Visitors, held: list[Comment]
) -> None:
    context = browser.new_context(
        base_url=site, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    visitor.contexts.append(context)
    visitor.give_cookies(context, client_of("instructor"))
    page = context.new_page()
    page.goto(QUEUE)
    expect(page.locator("tr[aria-current]")).to_be_in_viewport()
    expect(page.get_by_label("Search")).to_be_hidden()
    expect(page.get_by_role("button", name="All keys")).to_be_hidden()
    letter = "getComputedStyle(document.querySelector('tr[aria-current] .decide'), '::after').display"
    assert page.evaluate(letter) == "none"
    page.get_by_text("Search and filters").tap()
    page.get_by_label("Search").fill("Ida")
    page.get_by_role("button", name="Show").tap()
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    expect(page.get_by_label("Search")).to_have_value("Ida")


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_wider_screen_menu_and_filters_stand_open(
    visitor: Visitors, held: list[Comment], scripts: bool
) -> None:
    page = visitor("instructor", scripts=scripts)
    page.goto(QUEUE)
    expect(page.get_by_role("navigation", name="Admin").get_by_role("link", name="Essays")).to_be_visible()
    expect(page.get_by_label("Search")).to_be_visible()
    expect(page.get_by_text("Search and filters")).to_be_hidden()
