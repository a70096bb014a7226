"""What is typed is never lost: autosave.js, keep-draft.js, and the page where two saved one essay."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from blog.models import Authorship, Post, WorkingCopy
from tests.world import COURSE, essay, person

from .conftest import TIMEOUT, Visitors, client_of
from .test_every_page import WITHOUT_FONTS

SAID = "This is what you typed here and did not save."
SAVED = re.compile(r"Saved \d?\d:\d\d [ap]m")
SAVE = "**/copies/"
EVERY = 50  # milliseconds
IS_UNCOVERED = """line => {
    const { left, top, bottom } = line.getBoundingClientRect();
    return document.elementFromPoint(left + 2, (top + bottom) / 2) === line;
}"""
# Said in the console, which is heard also while the page is being left: what came of a save.
LISTEN = """() => {
    const hear = () => console.log("heard");
    document.addEventListener("editor:saved", hear, true);
    new MutationObserver(hear).observe(document.getElementById("save-state"), { childList: true });
}"""


def text(page: Page):
    return page.locator("textarea[name=body]")


def typed(page: Page, words: str) -> None:
    """`words` are in the form, and the server has them."""
    text(page).fill(words)
    expect(page.locator("#save-state")).to_have_text(SAVED)
    until(page, lambda: WorkingCopy.objects.filter(fields__body=words).exists())


def until(page: Page, question) -> None:
    """Wait for what no page shows: what the server has."""
    for _ in range(TIMEOUT // EVERY):
        if question():
            return
        page.wait_for_timeout(EVERY)
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


@pytest.mark.usefixtures("awaited_fonts")
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 640)])
def test_what_was_saved_stays_in_sight_while_one_writes(visitor: Visitors, width: int, height: int) -> None:
    page = visitor("tom", width=width, height=height)
    page.goto("/write/")
    typed(page, "Half an essay")
    saved = page.locator("#save-state")
    for all_in_one_font in ("document.fonts.ready", WITHOUT_FONTS):
        page.evaluate(all_in_one_font)
        page.evaluate("scrollTo(0, 0)")
        expect(saved).to_be_in_viewport(ratio=1)
        assert saved.evaluate(IS_UNCOVERED)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740)])
def test_going_back_after_the_first_save_makes_no_second_essay(
    visitor: Visitors, width: int, height: int
) -> None:
    page = visitor("tom", width=width, height=height)
    page.goto("/write/?course=russia-20th-century")
    page.get_by_label("Title", exact=True).fill("Only one")
    typed(page, "Half an essay")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    page.go_back()
    kept = page.locator(".notice.kept")
    expect(kept).to_contain_text("What you wrote here is saved, and stands in My writing.")
    expect(text(page)).to_have_value("")
    page.evaluate("() => new Promise(then => requestAnimationFrame(() => requestAnimationFrame(then)))")
    expect(kept).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Write another with this text").click()
    expect(text(page)).to_have_value("Half an essay")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Only one")


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
    page.route(SAVE, given_up)  # the reload overtakes the save; other orders stand below
    page.context.set_offline(False)
    page.reload()
    page.unroute(SAVE)
    expect(text(page)).to_have_value("Lost again")
    expect(page.get_by_text(SAID)).to_be_visible()
    until(page, lambda: WorkingCopy.objects.filter(fields__body="Lost again").exists())
    visitor.problems.clear()


def given_up(save: Route) -> None:
    save.abort()


def answered(save: Route) -> None:
    save.fulfill(response=save.fetch())


def unanswered(save: Route) -> None:
    save.fetch()
    save.abort()


@pytest.mark.parametrize("save_first", [True, False], ids=["save first", "page first"])
@pytest.mark.parametrize("end", [answered, unanswered, given_up])
def test_reload_beside_a_save_shows_what_was_typed(visitor: Visitors, save_first: bool, end) -> None:
    page = visitor("tom")
    page.goto("/write/")
    typed(page, "Before")
    saves: list[Route] = []
    heard: list[str] = []
    page.route(SAVE, lambda save: saves.append(save))
    text(page).fill("Before, and after")
    until(page, lambda: saves)
    page.on("console", lambda message: heard.append(message.text))
    page.evaluate(LISTEN)

    def reload(page_itself: Route) -> None:
        if save_first:
            end(saves[0])
        drawn = page_itself.fetch()
        if not save_first:
            end(saves[0])
        until(page, lambda: heard)  # by the page that is left
        page.unroute(SAVE)
        page_itself.fulfill(response=drawn)

    page.route("**/write/", reload)
    page.reload()
    expect(text(page)).to_have_value("Before, and after")
    until(page, lambda: WorkingCopy.objects.filter(fields__body="Before, and after").exists())
    text(page).fill("Before, and after all")
    until(page, lambda: WorkingCopy.objects.filter(fields__body="Before, and after all").exists())
    page.unroute("**/write/")
    page.reload()
    expect(text(page)).to_have_value("Before, and after all")
    visitor.problems.clear()


def test_reload_at_once_shows_what_was_typed(visitor: Visitors) -> None:
    page = visitor("tom")
    page.goto("/write/")
    for words in ("One", "Two", "Three", "Four"):
        page.context.set_offline(True)
        text(page).fill(words)
        until(page, lambda words=words: words in page.evaluate("JSON.stringify(localStorage)"))
        expect(page.locator("#save-state")).to_contain_text("No connection")
        page.context.set_offline(False)
        page.reload()
        expect(text(page)).to_have_value(words)
    visitor.problems.clear()


def test_slow_clock_makes_no_text_an_older_one(visitor: Visitors) -> None:
    page = visitor("tom")
    page.goto("/write/")
    typed(page, "With a connection")
    page.route(SAVE, given_up)
    page.evaluate("Date.now = () => 1_600_000_000_000 + performance.now(); localStorage.clear()")
    text(page).fill("By a slow clock")
    until(page, lambda: kept_here(page))
    page.add_init_script("Date.now = () => 1_600_000_000_000 + performance.now()")
    page.reload()
    expect(text(page)).to_have_value("By a slow clock")
    expect(page.get_by_text(SAID)).to_be_visible()
    visitor.problems.clear()


def test_text_that_the_browser_filled_in_is_kept_and_sent(visitor: Visitors) -> None:
    page = visitor("tom")
    page.goto("/write/")
    page.route(SAVE, given_up)
    text(page).fill("Filled in")
    until(page, lambda: kept_here(page))
    # As browsers do that come back to a page, before its scripts run.
    page.add_init_script("""document.addEventListener("readystatechange", () => {
      document.querySelector("textarea[name=body]").value = "Filled in";
    }, { once: true })""")
    page.reload()
    expect(text(page)).to_have_value("Filled in")
    assert kept_here(page)
    expect(page.locator("#save-state")).to_contain_text("No connection")
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
    expect(page.locator("#save-state")).to_contain_text("You are signed out")
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
        if scripts:  # what is still on its way when a form is sent may come after it
            expect(page.locator("#save-state")).to_have_text(SAVED)
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
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.clock.install()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Edit essay")
    page.clock.run_for(60_000)
    assert not [address for address in sent if address.endswith("/copies/")]
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
