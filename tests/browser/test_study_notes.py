"""A study note as a reader uses it: by keyboard alone, without scripts, on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from courses.models import Course
from studynotes.models import StudyNote
from studynotes.text.drawing import draw
from tests.studynotes.makers import make_note, make_topic
from tests.world import COURSE

from .conftest import Visitors

MOST_TABS = 60
LONG = "\n\n".join(
    ["A paragraph that takes some room on the page, as a text does that has much to say."] * 12
)
BODY = f"""
An introduction.

## Camps
{LONG}

::: term Gulag
A system of *camps*.
:::

## FAQ
::: faq Who knew of them?
Many did.
:::

## Practice
::: question
Define the term.

Marks: 1
Scheme:
- 1: Names the camps.
:::
"""


@pytest.fixture
def note(site: str) -> StudyNote:
    course = Course.objects.get(slug=COURSE)
    return make_note(make_topic(course), body=BODY, body_html=draw(BODY, answers={1: "/notes/"}))


def tab_to(page: Page, sought: Locator) -> None:
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if sought.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("The Tab key never comes there.")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_note_is_read_by_keyboard_alone(visitor: Visitors, note: StudyNote, scripts: bool) -> None:
    page = visitor(scripts=scripts, width=360)
    page.goto(note.get_absolute_url())
    tab_to(page, page.get_by_role("navigation", name="Contents of the page").get_by_role("link", name="FAQ"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="FAQ")).to_be_in_viewport()
    tab_to(page, page.locator("summary", has_text="Who knew of them?"))
    expect(page.get_by_text("Many did.")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Many did.")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Many did.")).to_be_hidden()
    tab_to(page, page.get_by_role("link", name="Answer question 1"))
    tab_to(page, page.locator("summary", has_text="Mark scheme for question 1"))
    expect(page.get_by_text("Names the camps.")).to_be_hidden()
    page.keyboard.press("Space")
    expect(page.get_by_text("Names the camps.")).to_be_visible()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{visitor.address}/notes/")


def test_the_contents_follow_the_reading(visitor: Visitors, note: StudyNote) -> None:
    page = visitor()
    page.goto(note.get_absolute_url())
    contents = page.get_by_role("navigation", name="Contents of the page")
    expect(contents.locator("[aria-current]")).to_have_count(0)
    page.locator("#term-gulag").scroll_into_view_if_needed()
    expect(contents.locator("[aria-current=location]")).to_have_text("Camps")
    expect(contents).to_be_in_viewport()
    page.keyboard.press("End")
    expect(contents.locator("[aria-current=location]")).to_have_text("Practice")


def test_on_paper_the_faq_is_answered_and_schemes_stay_closed(visitor: Visitors, note: StudyNote) -> None:
    page = visitor()
    page.goto(note.get_absolute_url())
    page.emulate_media(media="print")
    for kept in ("Many did.", "Gulag", "Define the term."):
        expect(page.locator(".prose").get_by_text(kept, exact=True)).to_be_visible()
    for left in (".scheme", ".guide", ".crumbs", ".hire", ".neighbours", "footer.site"):
        expect(page.locator(left).first).to_be_hidden()
