"""The lists of units and key questions follow what is chosen above them: static/js/editor-unit.js."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from courses.models import Course
from tests import makers
from tests.world import COURSE, person

from .conftest import Visitors


@pytest.fixture
def page(visitor: Visitors) -> Page:
    """The form of one who is in two courses; the second has a unit without questions."""
    other = makers.make_course(title="Another course")
    makers.make_member(other, user=person("ksenia"))
    makers.make_unit(other, 1, title="Without questions")
    page = visitor("ksenia")
    page.goto("/write/")
    return page


def offered(field: Locator) -> list[str]:
    """What can be chosen, but for the line that chooses nothing."""
    return field.locator("optgroup:not([disabled]) option").all_inner_texts()


def choose(page: Page, name: str, label: str) -> None:
    field = page.locator(f"[name={name}]")
    value = field.locator("option", has_text=label).first.get_attribute("value")
    field.select_option(value=value)


def test_units_are_those_of_the_chosen_course(page: Page) -> None:
    units = page.locator("[name=unit]")
    choose(page, "course", "Another course")
    assert [unit for unit in offered(units) if "Without questions" in unit] == offered(units) != []


def test_key_questions_are_those_of_the_chosen_unit(page: Page) -> None:
    unit = Course.objects.get(slug=COURSE).units.filter(key_questions__isnull=False).first()
    choose(page, "course", unit.course.title)
    page.locator("[name=unit]").select_option(value=str(unit.pk))
    expect(page.get_by_label("Key question")).to_be_visible()
    assert offered(page.locator("[name=key_question]")) == [str(one) for one in unit.key_questions.all()]


def test_unit_without_questions_asks_for_none(page: Page) -> None:
    choose(page, "course", "Another course")
    choose(page, "unit", "Without questions")
    expect(page.get_by_label("Key question")).to_be_hidden()


def test_another_course_takes_back_what_was_chosen_of_the_first(page: Page) -> None:
    question = Course.objects.get(slug=COURSE).units.first().key_questions.first()
    choose(page, "course", question.unit.course.title)
    page.locator("[name=unit]").select_option(value=str(question.unit_id))
    page.locator("[name=key_question]").select_option(value=str(question.pk))
    choose(page, "course", "Another course")
    expect(page.locator("[name=unit]")).to_have_value("")
    expect(page.locator("[name=key_question]")).to_have_value("")


def test_without_scripts_all_are_offered_under_their_headings(page: Page, visitor: Visitors) -> None:
    plain = visitor("ksenia", scripts=False)
    plain.goto("/write/")
    groups = plain.locator("[name=unit] optgroup").evaluate_all("(all) => all.map((one) => one.label)")
    assert {"Another course", Course.objects.get(slug=COURSE).title} <= set(groups)
    expect(plain.get_by_label("Key question")).to_be_visible()
