"""The ledger beside the editor: static/js/ledger.js, and the same without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from blog.models import FindingAnswer, Post
from tests.world import SEED

from .conftest import Visitors


def seed() -> Post:
    return Post.objects.get(slug=SEED)


def editor(visitor: Visitors, **options: object) -> Page:
    page = visitor("isaiah", **options)  # type: ignore[arg-type]
    page.goto(f"/essays/{seed().pk}/edit/")
    return page


def text(page: Page) -> Locator:
    return page.get_by_label("Text", exact=True)


def finding(page: Page, words: str) -> Locator:
    return page.locator(".findings > li").filter(has_text=words)


def misspell(page: Page) -> str:
    changed = seed().body.replace("(Freeze 347)", "(Freese 347)")
    text(page).fill(changed)
    return changed


def selected(page: Page) -> str:
    return text(page).evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)")


def test_ledger_follows_the_text(visitor: Visitors) -> None:
    page = editor(visitor)
    expect(page.locator(".tally")).to_contain_text("0 match no source")
    misspell(page)
    expect(page.locator(".tally")).to_contain_text("1 matches no source")
    expect(finding(page, "Did you mean “Freeze”?")).to_be_visible()
    expect(text(page)).to_be_focused()


def test_counts_are_said_once_the_keys_rest(visitor: Visitors) -> None:
    page = editor(visitor)
    misspell(page)
    expect(page.locator(".ledger [role=status]")).to_have_text("4 suggestions about citations, 5 found")


def test_finding_leads_to_its_place(visitor: Visitors) -> None:
    page = editor(visitor)
    misspell(page)
    finding(page, "Freese").get_by_role("button", name="Show").click()
    assert selected(page) == "Freese 347"
    expect(text(page)).to_be_focused()
    assert text(page).evaluate("box => box.scrollTop") > 0


def test_place_is_found_beyond_the_first_plane(visitor: Visitors) -> None:
    page = editor(visitor)
    text(page).fill("𝔊𝔊𝔊 The plan failed (Freese 347).")
    finding(page, "Freese").get_by_role("button", name="Show").click()
    assert selected(page) == "Freese 347"


def test_uncited_source_leads_to_its_line(visitor: Visitors) -> None:
    page = editor(visitor)
    text(page).fill("No citation at all.")
    finding(page, "Tucker").get_by_role("button", name="Show").click()
    expect(page.get_by_label("Sources used")).to_be_focused()


def test_nearest_name_is_written_at_a_press(visitor: Visitors) -> None:
    page = editor(visitor)
    misspell(page)
    page.get_by_role("button", name="Write “Freeze”").click()
    expect(text(page)).to_have_value(seed().body)
    expect(page.locator(".tally")).to_contain_text("0 match no source")


def test_answer_is_remembered_after_a_revision(visitor: Visitors) -> None:
    page = editor(visitor)
    changed = misspell(page)
    finding(page, "Freese").get_by_role("button", name="Leave it").click()
    expect(page.get_by_text("Answered (1)")).to_be_visible()
    expect(text(page)).to_have_value(changed)
    text(page).fill("A new first paragraph.\n\n" + changed.replace("(Freese 347)", "(see Freese 347)"))
    expect(page.locator(".tally")).to_contain_text("1 matches no source")
    page.get_by_role("button", name="Update").click()
    page.goto(f"/essays/{seed().pk}/edit/")
    expect(page.get_by_text("Answered (1)")).to_be_visible()
    expect(finding(page, "Freese")).to_have_count(0)


def test_focus_goes_on_to_the_next_finding(visitor: Visitors) -> None:
    page = editor(visitor)
    expect(page.locator(".findings > li")).to_have_count(3)
    page.locator(".findings > li").first.get_by_role("button", name="Leave it").press("Enter")
    expect(page.locator(".findings > li")).to_have_count(2)
    expect(page.locator(".findings > li").first.get_by_role("button", name="Show")).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_source_that_is_meant_is_linked(visitor: Visitors, scripts: bool) -> None:
    Post.objects.filter(slug=SEED).update(body=seed().body.replace("(Freeze 347)", "(Freese 347)"))
    page = editor(visitor, scripts=scripts)
    finding(page, "Freese").get_by_role("button", name="This one").click()
    expect(finding(page, "Freese")).to_have_count(0)
    page.goto(seed().get_absolute_url())
    expect(page.locator(".prose a.cite", has_text="Freese 347")).to_have_count(1)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_answer_is_taken_back(visitor: Visitors, scripts: bool) -> None:
    page = editor(visitor, scripts=scripts)
    page.locator(".findings > li").first.get_by_role("button", name="Leave it").click()
    page.get_by_text("Answered (1)").click()
    page.get_by_role("button", name="Take back").click()
    expect(page.locator(".findings > li")).to_have_count(3)
    assert not FindingAnswer.objects.exists()


def test_without_scripts_an_answer_loses_nothing_that_was_typed(visitor: Visitors) -> None:
    page = editor(visitor, scripts=False)
    page.get_by_label("Title").fill("A better title")
    text(page).fill("Only this (Freese 347).")
    page.locator(".findings > li").first.get_by_role("button", name="Leave it").click()
    expect(page.get_by_text("Your answer is remembered.")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("A better title")
    expect(text(page)).to_have_value("Only this (Freese 347).")
    page.get_by_role("button", name="Update").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A better title")


def test_without_scripts_an_answer_is_remembered_after_a_revision(visitor: Visitors) -> None:
    page = editor(visitor, scripts=False)
    page.locator(".findings > li.unbalanced_quotes").get_by_role("button", name="Leave it").click()
    text(page).fill("A new first paragraph.\n\n" + seed().body)
    page.get_by_role("button", name="Update").click()
    page.goto(f"/essays/{seed().pk}/edit/")
    expect(page.get_by_text("Answered (1)")).to_be_visible()
    expect(page.locator(".findings > li.unbalanced_quotes")).to_have_count(0)


def test_enter_in_a_field_saves_and_answers_nothing(visitor: Visitors) -> None:
    page = editor(visitor, scripts=False)
    page.get_by_label("Title").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(seed().title)
    assert not FindingAnswer.objects.exists()


def test_session_that_ended_is_said_and_loses_nothing(visitor: Visitors) -> None:
    page = editor(visitor)
    page.context.clear_cookies(name="colloquy_session")
    page.locator(".findings > li").first.get_by_role("button", name="Leave it").click()
    expect(page.locator(".ledger .note.bad")).to_contain_text("signed out")
    visitor.problems.clear()


@pytest.mark.parametrize("width", [360, 1280, 1600])
def test_ledger_has_its_place_at_every_width(visitor: Visitors, width: int) -> None:
    page = editor(visitor, width=width)
    ledger, box = page.locator(".ledger").bounding_box(), text(page).bounding_box()
    assert ledger is not None
    assert box is not None
    beside = ledger["x"] >= box["x"] + box["width"]
    assert beside if width >= 1280 else ledger["y"] >= box["y"] + box["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
