"""An answer from its first word to where two markings of it differ."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from studynotes.models import Answer, Question
from tests.world import client_of, person

from .conftest import Visitors

PROMPT = "Explain how he secured his power."
WORDS = "The OGPU watched everyone. Newspapers praised him.\n\nTrotsky was cut out of photographs."
# Selects words of the answer as a mouse does.
SELECT = """words => {
    const spans = [...document.querySelectorAll("#answer-text [data-at]")];
    const node = spans.map(span => span.firstChild).find(node => node.data.includes(words));
    const start = node.data.indexOf(words);
    getSelection().setBaseAndExtent(node, start, node, start + words.length);
}"""


@pytest.fixture
def asked(site: str) -> str:
    return reverse("studynotes:question_detail", args=[Question.objects.get(prompt=PROMPT).pk])


def toms() -> Answer:
    return Answer.objects.get(student=person("tom"), question__prompt=PROMPT)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def test_answer_own_mark_teachers_mark_and_difference(visitor: Visitors, asked: str) -> None:
    page = visitor("tom")
    page.goto(asked)
    page.get_by_label("Your answer").focus()
    page.keyboard.insert_text(WORDS)
    expect(page.locator("#save-state")).to_contain_text("Saved")
    page.reload()
    expect(page.get_by_label("Your answer")).to_have_value(WORDS)
    press(page, "Hand in")
    # By keyboard: a tick, and its words from the answer's sentences.
    expect(page.locator("#mark")).to_contain_text("0 of 6")
    expect(page.locator(".with-script")).to_be_visible()  # the script listens by now
    page.get_by_role("checkbox", name=re.compile("OGPU")).focus()
    page.keyboard.press("Space")
    expect(page.locator("#mark")).to_contain_text("for want of words: point 4")
    page.get_by_label("Words that earn point 4").focus()
    page.get_by_label("Words that earn point 4").press_sequentially("1.")
    expect(page.locator("#mark")).to_have_text(re.compile(r"^\s*1 of 6 marks\s*$"))
    expect(page.locator("#answer-text mark")).to_contain_text("The OGPU watched everyone.")
    press(page, "Store this marking")
    expect(page.get_by_role("heading", name="You: 1 of 6")).to_be_visible()

    teacher = visitor("instructor")
    teacher.goto("/answers/")
    teacher.locator(f'a[href="{toms().get_absolute_url()}"]').click()
    expect(teacher.locator(".with-script")).to_be_visible()
    teacher.evaluate(SELECT, "hotograph")
    teacher.get_by_role("toolbar").get_by_role("button", name=re.compile("^Point 3 ")).click()
    expect(teacher.locator("#answer-text mark")).to_contain_text("photographs")
    teacher.get_by_role("button", name="Take these words for point 4").click()
    expect(teacher.locator("#mark")).to_contain_text("2 of 6")
    press(teacher, "Store this marking")
    differ = teacher.locator(".differ")
    expect(differ).to_have_count(1)
    expect(differ).to_contain_text("photographs")
    expect(differ).to_contain_text("Not earned")
    assert toms().markings.count() == 2


def test_it_all_works_without_scripts(visitor: Visitors, asked: str) -> None:
    page = visitor("tom", scripts=False)
    page.goto(asked)
    page.get_by_label("Your answer").fill(WORDS)
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.get_by_role("checkbox", name=re.compile("revisionism")).check()
    page.get_by_role("button", name="Store this marking").click()
    expect(page.get_by_role("alert")).to_contain_text("Point 3: Choose the words")
    page.get_by_label("Words that earn point 3").select_option(label="3. Trotsky was cut out of photographs.")
    page.get_by_role("button", name="Store this marking").click()
    expect(page.locator("#mark")).to_contain_text("1 of 6")
    expect(page.locator("#answer-text mark")).to_contain_text("Trotsky was cut out of photographs.")


def test_what_was_written_signed_out_is_there_after_signing_in(visitor: Visitors, asked: str) -> None:
    page = visitor()
    page.goto(asked)
    page.get_by_label("Your answer").fill(WORDS)
    visitor.give_cookies(page.context, client_of("tom"))
    page.goto(asked)
    expect(page.get_by_label("Your answer")).to_have_value(WORDS)
    expect(page.locator("#save-state")).to_contain_text("Saved")
    assert toms().body == WORDS


def test_on_a_phone_the_answer_stays_in_sight_above_the_point_that_is_ticked(visitor: Visitors) -> None:
    page = visitor("isaiah", width=360, height=740)
    answer = Answer.objects.handed_in().filter(student=person("isaiah")).first()
    page.goto(f"{answer.get_absolute_url()}#point-5")
    expect(page.locator("#point-5")).to_be_in_viewport()
    above, point = (page.locator(one).bounding_box() for one in (".marking > .answer", "#point-5"))
    assert above["y"] == 0
    assert above["height"] <= point["y"]
