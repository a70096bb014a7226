"""What is new since one has read: marks, the way from one to the next, and news of a page that is open."""

from __future__ import annotations

import re

import pytest
from django.db.models import F
from playwright.sync_api import Locator, Page, expect

from blog.models import Post
from comments.models import Comment, ReadMark
from tests import makers
from tests.world import COURSE, SEED, essay, person

from .conftest import Visitors
from .test_every_page import WITHOUT_FONTS

ESSAY = f"/courses/{COURSE}/essays/{SEED}/"
TITLE = "The Cult of Personality: Stalin Edition"
FIRST_ASK = 21_000


def post() -> Post:
    return essay(TITLE)


def say(name: str, words: str, parent: int | None = None) -> Comment:
    """A reply in the next version of the seed's thread."""
    Post.objects.filter(slug=SEED).update(thread_version=F("thread_version") + 1)
    answered = Comment.objects.get(pk=parent) if parent else None
    comment = makers.make_comment(post(), person(name), answered, body=words)
    comment.html = comment.html or f"<time></time><div><p>{words}</p></div>"
    comment.save()
    return comment


@pytest.fixture
def two_new(site: str) -> list[Comment]:
    """Max has read the seed's thread up to now; then two replies came, one between the others."""
    ReadMark.objects.create(user=person("max"), post=post(), version=post().thread_version)
    return [say("tom", "New in the middle", 1), say("tom", "New at the end")]


def new_in(page: Page) -> Locator:
    return page.locator(".thread > .new:not(.read)")


def typed_position(page: Page) -> float:
    return page.evaluate("document.activeElement.getBoundingClientRect().top")


def test_new_replies_say_so_and_are_counted(visitor: Visitors, two_new: list[Comment]) -> None:
    page = visitor("max")
    page.goto(ESSAY)
    expect(page.locator("#unread-count")).to_have_text("2 new")
    for comment in two_new:
        expect(page.locator(f"#comment-{comment.pk} > strong")).to_have_text("New")


def test_button_leads_from_one_to_the_next(visitor: Visitors, two_new: list[Comment]) -> None:
    page = visitor("max")
    page.goto(ESSAY)
    expect(page.locator(".keys")).to_be_visible()  # the script listens by now
    button = page.get_by_role("link", name="Next unread")
    button.click()
    expect(page.locator(f"#comment-{two_new[0].pk}")).to_be_focused()
    button.click()
    expect(page.locator(f"#comment-{two_new[1].pk}")).to_be_focused()


def test_keys_lead_on_and_back(visitor: Visitors, two_new: list[Comment]) -> None:
    page = visitor("max")
    page.goto(ESSAY)
    expect(page.locator(".keys")).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator(f"#comment-{two_new[0].pk}")).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator(f"#comment-{two_new[1].pk}")).to_be_focused()
    expect(page.locator(f"#comment-{two_new[1].pk}")).to_be_in_viewport()
    page.keyboard.press("p")
    expect(page.locator(f"#comment-{two_new[0].pk}")).to_be_focused()


def test_keys_are_letters_while_one_types(visitor: Visitors, two_new: list[Comment]) -> None:
    page = visitor("max")
    page.goto(ESSAY)
    field = page.get_by_role("textbox", name="Comment")
    field.press_sequentially("nn")
    expect(field).to_have_value("nn")
    expect(field).to_be_focused()


def test_keys_can_be_switched_off(visitor: Visitors, two_new: list[Comment]) -> None:
    page = visitor("max")
    page.goto(ESSAY)
    page.get_by_role("checkbox", name=re.compile("Keys")).uncheck()
    page.reload()
    expect(page.get_by_role("checkbox", name=re.compile("Keys"))).not_to_be_checked()
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.localName") == "body"


def test_what_was_in_view_for_a_second_is_read(visitor: Visitors, two_new: list[Comment]) -> None:
    page = visitor("max")
    page.goto(ESSAY)
    expect(page.locator(".keys")).to_be_visible()
    with page.expect_response(re.compile("/read/")) as answer:
        page.keyboard.press("n")
        expect(page.locator(f"#comment-{two_new[0].pk}")).to_have_class(re.compile(r"\bread\b"))
    assert answer.value.status == 204
    expect(page.locator("#unread-count")).to_have_text("1 new")
    page.reload()
    expect(new_in(page)).to_have_count(1)


def test_first_visit_is_remembered_when_the_thread_was_seen(visitor: Visitors) -> None:
    page = visitor("max")
    page.goto(ESSAY)
    assert not ReadMark.objects.filter(user=person("max")).exists()
    with page.expect_response(re.compile("/read/")):
        page.locator(".thread > article").first.scroll_into_view_if_needed()
    assert ReadMark.objects.get(user=person("max")).version == post().thread_version


def test_without_scripts_a_link_leads_to_the_next_and_a_button_marks_all(
    visitor: Visitors, two_new: list[Comment]
) -> None:
    page = visitor("max", scripts=False)
    page.goto(ESSAY)
    page.get_by_role("link", name="Next unread").click()
    expect(page.locator(f"#comment-{two_new[0].pk}")).to_be_in_viewport()
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.locator("#unread-count")).to_be_hidden()
    expect(new_in(page)).to_have_count(0)


def opened(visitor: Visitors, name: str = "") -> Page:
    """The seed's essay, on a page whose clock the test moves."""
    page = visitor(name)
    page.clock.install()
    page.goto(ESSAY)
    return page


def test_news_are_told_and_put_in_place_without_moving_anything(visitor: Visitors) -> None:
    page = opened(visitor)
    last = page.locator("#comment-10")
    last.scroll_into_view_if_needed()
    new = say("tom", "While you were reading", 1)
    page.clock.run_for(FIRST_ASK)
    button = page.get_by_role("button", name="1 new reply")
    before = last.bounding_box()
    expect(page.locator(f"#comment-{new.pk}")).to_have_count(0)
    button.click()
    expect(page.locator(f"#comment-{new.pk}")).to_be_attached()
    after = last.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 2
    page.get_by_role("button", name="Go to the new reply").click()
    expect(page.locator(f"#comment-{new.pk}")).to_be_focused()
    expect(page.locator(f"#comment-{new.pk}")).to_be_in_viewport()


def test_news_come_in_a_live_region(visitor: Visitors) -> None:
    page = opened(visitor)
    say("tom", "One more")
    page.clock.run_for(FIRST_ASK)
    expect(page.get_by_role("status").filter(has_text="1 new reply")).to_be_visible()


def test_what_one_is_typing_stays_where_it_is(visitor: Visitors) -> None:
    page = opened(visitor, "max")
    field = page.get_by_role("textbox", name="Comment")
    field.fill("Half a thought")
    say("tom", "Above what you type", 1)
    page.clock.run_for(FIRST_ASK)
    before = typed_position(page)
    page.get_by_role("button", name="1 new reply").evaluate("button => button.click()")
    expect(page.get_by_text("Above what you type")).to_be_attached()
    assert abs(field.bounding_box()["y"] - before) < 2  # type: ignore[index]
    expect(field).to_have_value("Half a thought")


def test_ones_own_reply_is_no_news(visitor: Visitors) -> None:
    page = opened(visitor, "max")
    say("max", "From my other tab")
    page.clock.run_for(FIRST_ASK)
    expect(page.locator(".news")).to_be_attached()
    expect(page.locator(".news")).to_be_empty()


def test_changed_essay_is_told(visitor: Visitors) -> None:
    page = opened(visitor)
    Post.objects.filter(slug=SEED).update(version=F("version") + 1)
    page.clock.run_for(FIRST_ASK)
    expect(page.get_by_role("status").filter(has_text="The essay was changed.")).to_be_visible()


def test_ended_session_is_told(visitor: Visitors) -> None:
    page = opened(visitor, "max")
    page.context.clear_cookies()
    page.clock.run_for(FIRST_ASK)
    expect(page.get_by_role("status").filter(has_text="You are signed out.")).to_be_visible()


def test_nothing_is_asked_while_nobody_looks(visitor: Visitors) -> None:
    asked: list[str] = []
    page = opened(visitor)
    page.on("request", lambda request: asked.append(request.url) if "/news/" in request.url else None)
    page.clock.run_for(FIRST_ASK)
    expect(page.locator(".news")).to_be_attached()
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    told = len(asked)
    page.clock.run_for(600_000)
    assert len(asked) == told


def test_first_visit_by_a_permanent_link_is_remembered(visitor: Visitors) -> None:
    page = visitor("max")
    with page.expect_response(re.compile("/read/")):
        page.goto(f"{ESSAY}?comment=10#comment-10")
    assert ReadMark.objects.get(user=person("max")).version == post().thread_version


def test_news_of_an_open_page_are_counted_and_found_by_key(visitor: Visitors) -> None:
    ReadMark.objects.create(user=person("max"), post=post(), version=post().thread_version)
    page = opened(visitor, "max")
    expect(page.locator("#next-unread")).to_be_hidden()
    new = say("tom", "While you were reading", 1)
    page.clock.run_for(FIRST_ASK)
    page.get_by_role("button", name="1 new reply").evaluate("button => button.click()")
    expect(page.locator("#unread-count")).to_have_text("1 new")
    page.locator("h1").click()
    page.keyboard.press("n")
    expect(page.locator(f"#comment-{new.pk}")).to_be_focused()


@pytest.mark.usefixtures("awaited_fonts")
def test_bar_of_what_is_new_covers_no_comment_that_a_link_leads_to(
    visitor: Visitors, two_new: list[Comment]
) -> None:
    page = visitor("max", width=360)
    page.goto(ESSAY)
    for all_in_one_font in ("document.fonts.ready", WITHOUT_FONTS):
        page.evaluate(all_in_one_font)
        page.evaluate("() => { location.hash = ''; location.hash = 'comment-5'; }")
        bar, comment = page.locator("#unread").bounding_box(), page.locator("#comment-5").bounding_box()
        assert bar is not None
        assert comment is not None
        assert comment["y"] >= bar["y"] + bar["height"]
