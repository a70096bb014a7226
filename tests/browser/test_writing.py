"""Writing an essay, with and without JavaScript."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from blog.models import Post
from tests.makers import picture_bytes
from tests.world import COURSE

from .conftest import Visitors

ADDRESS = f"/courses/{COURSE}/essays/bread-and-roses/"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "tower.jpg"
    path.write_bytes(picture_bytes((1200, 800)))
    return path


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_student_publishes_an_essay_with_an_image(visitor: Visitors, picture: Path, scripts: bool) -> None:
    page = visitor("tom", scripts=scripts)
    page.goto("/")
    page.get_by_role("link", name="Write", exact=True).click()
    page.get_by_label("Title").fill("Bread and Roses")
    page.get_by_role("textbox", name="Text", exact=True).fill(
        "The *first* paragraph.\n\n> A quotation.\n\nThe last one."
    )
    page.get_by_role("combobox", name="Course").select_option(label="Russia’s Twentieth Century")
    page.get_by_label("Unit").select_option(label="1. Two Revolutions, 1905–1917")
    page.get_by_label("Who may read it").select_option("world")
    page.get_by_label("Tags").fill("bread, Roses")
    page.get_by_label("Sources used").fill("Smith, Red Petrograd\nWade, The Russian Revolution, 1917")
    page.get_by_label("Picture file").set_input_files(picture)
    page.get_by_label("Description").fill("A red tower")
    page.get_by_label("Caption").fill("The tower that was never built")
    page.get_by_role("button", name="Publish").click()

    reader = visitor(scripts=scripts)
    reader.goto("/")
    reader.get_by_role("link", name="Bread and Roses").click()
    expect(reader).to_have_url(f"{visitor.address}{ADDRESS}")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Bread and Roses")
    expect(reader.locator(".prose em")).to_have_text("first")
    expect(reader.locator(".sources li")).to_have_count(2)
    expect(reader.get_by_text("The tower that was never built")).to_be_visible()
    image = reader.get_by_role("img", name="A red tower")
    expect(image).to_be_visible()
    if scripts:
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    reader.get_by_role("link", name="Roses", exact=True).click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Roses")


def test_refused_essay_keeps_the_text_and_says_what_is_missing(visitor: Visitors, picture: Path) -> None:
    page = visitor("tom")
    page.goto("/write/")
    page.get_by_role("textbox", name="Text", exact=True).fill("A text without a title.")
    page.get_by_label("Picture file").set_input_files(picture)
    page.get_by_role("button", name="Publish").click()
    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Title").click()
    expect(page.get_by_label("Title")).to_be_focused()
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_have_value("A text without a title.")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_preview_shows_the_text_as_it_will_be(visitor: Visitors, scripts: bool) -> None:
    page = visitor("tom", scripts=scripts)
    page.goto("/write/")
    page.get_by_role("textbox", name="Text", exact=True).fill("A **bold** word.")
    if not scripts:
        page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="Preview").locator("strong")).to_have_text("bold")
    assert not Post.objects.filter(body__contains="bold").exists()


@pytest.mark.parametrize("width", [360, 1280])
def test_what_one_can_do_stays_in_sight_while_writing(visitor: Visitors, width: int) -> None:
    page = visitor("tom", scripts=False, width=width, height=640)
    page.goto("/write/")
    for field in ("Title", "Text", "Sources used", "Credit"):
        page.get_by_role("textbox", name=field, exact=True).focus()
        for action in ("Save draft", "Preview", "Publish"):
            expect(page.get_by_role("button", name=action)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_preview_button_leads_to_the_preview(visitor: Visitors, scripts: bool) -> None:
    page = visitor("tom", scripts=scripts, width=360)
    page.goto("/write/")
    page.get_by_role("textbox", name="Text", exact=True).fill(
        "A **bold** word and a note.[^1]\n\n[^1]: Wade, 2017."
    )
    preview = page.get_by_role("region", name="Preview")
    if scripts:
        expect(preview).to_be_visible()
    page.get_by_role("button", name="Preview").click()
    expect(preview.locator("strong")).to_be_in_viewport()
    expect(preview.locator("hr")).to_have_count(1)
    expect(preview.locator(".footnotes")).to_have_css("border-top-width", "0px")


def test_draft_survives_a_reload_and_a_save(visitor: Visitors) -> None:
    page = visitor("tom")
    page.goto(f"/write/?course={COURSE}")
    page.get_by_label("Title").fill("Half an essay")
    page.wait_for_function("() => Object.keys(localStorage).some(key => key.startsWith('draft '))")
    page.reload()
    expect(page.get_by_label("Title")).to_have_value("Half an essay")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.goto("/my/essays/")
    expect(page.get_by_role("link", name="Half an essay").first).to_be_visible()
    page.goto("/write/")
    expect(page.get_by_label("Title")).to_have_value("")


def test_withdrawn_essay_is_gone_for_readers(visitor: Visitors) -> None:
    page, reader = visitor("isaiah"), visitor()
    page.goto("/my/essays/")
    page.get_by_role("link", name="Edit: For world").click()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("status")).to_contain_text("withdrawn")
    answer = reader.goto(f"/courses/{COURSE}/essays/for-world/")
    assert answer is not None
    assert answer.status == 404
