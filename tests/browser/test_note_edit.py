"""A study note is written with the essays' editor and the tools for its boxes: static/js/note-tools.js."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from studynotes.models import StudyNote
from tests.world import SPECIFICATION

from .conftest import Visitors

ADDRESS = f"/notes/{SPECIFICATION}/the-rule-of-stalin/edit/"


def tool(page: Page, name: str) -> None:
    page.get_by_role("toolbar", name="Formatting").get_by_role("button", name=name, exact=True).click()


def test_boxes_are_put_in_checked_kept_and_published(visitor: Visitors) -> None:
    page = visitor("instructor")
    page.goto(ADDRESS)
    text = page.get_by_label("Text", exact=True)
    text.fill("Gulag")
    text.select_text()
    tool(page, "Key term")
    expect(text).to_have_value("::: term Gulag\nWhat it means.\n:::\n")
    page.keyboard.type("A system of camps.")
    expect(text).to_have_value("::: term Gulag\nA system of camps.\n:::\n")
    preview = page.get_by_role("region", name="Preview")
    expect(preview.locator("#term-gulag")).to_contain_text("A system of camps.")
    text.press("Control+End")
    tool(page, "Practice question")
    expect(text).to_have_value(re.compile(r"::: question\nExplain how it came about\.\nMarks: 2\n"))
    checks = page.get_by_role("region", name="Checks")
    expect(checks).to_contain_text("1 practice question, 2 marks")
    text.press("Control+End")
    page.keyboard.type("\n::: term Open\n")
    expect(checks).to_contain_text("“::: term Open” is not closed")
    checks.get_by_role("button", name="Show").first.click()
    assert text.evaluate("f => f.value.slice(f.selectionStart, f.selectionEnd)") == "::: term Open"
    expect(page.locator("#save-state")).to_contain_text("Saved")
    page.reload()
    expect(text).to_have_value(re.compile("::: term Open"))
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("is not closed")
    text.fill("::: term Gulag\nA system of camps.\n:::\n")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published.", exact=True)).to_be_visible()
    assert StudyNote.objects.get(topic__slug="the-rule-of-stalin").terms.get().term == "Gulag"


def test_without_scripts_a_note_is_previewed_and_saved(visitor: Visitors) -> None:
    page = visitor("instructor", scripts=False)
    page.goto(ADDRESS)
    page.get_by_text("How boxes are written").click()
    expect(page.get_by_text("::: faq How did he use alliances?")).to_be_visible()
    page.get_by_label("Text", exact=True).fill("::: faq How?\nSlowly.\n:::")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="Preview").get_by_text("How?")).to_be_visible()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
