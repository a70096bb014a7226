"""Asking for a tutor: forwards, back, changed, checked, sent by a double click, and looked at again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from studynotes.models import Enquiry

from .conftest import Visitors


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_enquiry_goes_forwards_back_and_out_once(visitor: Visitors, scripts: bool) -> None:
    page, before = visitor(width=360, scripts=scripts), Enquiry.objects.count()
    page.goto("/hire-a-tutor/?about=Stalin’s tactics")
    page.get_by_label("Your name").fill("Ada Asking")
    page.get_by_label("Your e-mail address").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Your e-mail address: Please type").click()
    page.keyboard.type("ada@colloquy.example")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Subject or topic")).to_have_value("Stalin’s tactics")
    page.get_by_label("What do you need help with?").fill("Half a sen")
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Your name")).to_have_value("Ada Asking")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_label("What do you need help with?")).to_have_value("Half a sen")
    page.get_by_label("What do you need help with?").fill("A whole sentence.")
    page.get_by_label("Level").select_option("GCSE, IGCSE or similar")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Change the answer: Your name").click()
    expect(page).to_have_url(re.compile("details/\\?change#id_details-name$"))
    page.get_by_label("Your name").fill("Ada King")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    expect(page.get_by_role("main")).to_contain_text("Ada King")
    page.get_by_role("button", name="Send").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your enquiry has arrived")
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("Thank you, Ada King.")
    page.goto("/hire-a-tutor/check/")
    expect(page.get_by_label("Your name")).to_have_value("")
    assert Enquiry.objects.count() == before + 1
    assert Enquiry.objects.latest("pk").needs == "A whole sentence."


def test_back_to_a_refused_step_asks_nothing_and_finds_what_was_typed(visitor: Visitors) -> None:
    page = visitor()
    page.goto("/hire-a-tutor/details/")
    page.get_by_label("Your name").fill("Ada Asking")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Your e-mail address").fill("ada@colloquy.example")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What you need")
    page.go_back()
    expect(page.get_by_label("Your name")).to_have_value("Ada Asking")
    expect(page.get_by_role("alert")).to_have_count(0)
