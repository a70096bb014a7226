"""A study note is written as an essay is: kept, previewed, checked and found again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from courses.models import Course
from studynotes.models import NoteCopy, StudyNote, Topic
from tests.studynotes.makers import make_topic
from tests.world import COURSE

from .conftest import Visitors
from .test_editor_preview import CURSOR
from .test_saving import SAID, SAVE, SAVED, given_up, kept_here, text, until

BODY = """Stalin led.

::: term Gulag
A camp.
:::

::: faq Who knew of them?
Many did.
:::"""


@pytest.fixture
def topic(site: str) -> Topic:
    return make_topic(Course.objects.get(slug=COURSE))


@pytest.fixture
def page(visitor: Visitors, topic: Topic) -> Page:
    page = visitor("instructor")
    page.goto(f"{topic.get_absolute_url()}edit/")
    text(page).fill(BODY)
    return page


def kept_there(page: Page, words: str) -> None:
    until(page, lambda: NoteCopy.objects.filter(fields__body=words).exists())


def test_note_outlives_reload_and_lost_connection_and_is_not_brought_back_once_saved(
    visitor: Visitors, page: Page, topic: Topic
) -> None:
    expect(page.locator("#save-state")).to_have_text(SAVED)
    kept_there(page, BODY)
    page.reload()
    expect(text(page)).to_have_value(BODY)
    page.context.set_offline(True)
    text(page).fill(f"{BODY}\n\nLost.")
    expect(page.locator("#save-state")).to_contain_text("No connection")
    until(page, lambda: "Lost." in page.evaluate("JSON.stringify(localStorage)"))
    page.route(SAVE, given_up)  # the reload overtakes the save
    page.context.set_offline(False)
    page.reload()
    page.unroute(SAVE)
    expect(text(page)).to_have_value(f"{BODY}\n\nLost.")
    expect(page.get_by_text(SAID)).to_be_visible()
    kept_there(page, f"{BODY}\n\nLost.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    page.reload()
    expect(text(page)).to_have_value(f"{BODY}\n\nLost.")
    expect(page.locator(".notice.kept")).to_have_count(0)
    assert not kept_here(page)
    assert not NoteCopy.objects.filter(topic=topic).exists()
    assert StudyNote.objects.get(topic=topic).body == f"{BODY}\n\nLost."
    visitor.problems.clear()


def test_preview_and_checks_of_a_note_follow_what_is_typed_and_keep_open_what_is(page: Page) -> None:
    preview, faq = page.locator("#preview"), page.locator("#preview details.faq")
    expect(preview.locator(".term dt")).to_have_text("Gulag")
    expect(page.locator("#checklist")).to_contain_text("1 key term")
    faq.locator("summary").click()
    expect(faq.get_by_text("Many did.")).to_be_visible()
    text(page).fill(BODY.replace("Many did.", "Few did."))
    expect(faq.get_by_text("Few did.")).to_be_visible()
    preview.locator(".term dd").click()
    expect(text(page)).to_be_focused()
    assert text(page).evaluate(CURSOR).startswith("::: term Gulag")
