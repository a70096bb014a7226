"""A bibliography read in and a source added, with and without JavaScript, by mouse and by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sources.models import Source
from tests.world import COURSE

from .conftest import Visitors

IMPORT = f"/courses/{COURSE}/import-sources/"
ADD = f"/courses/{COURSE}/add-source/"
BIB = """@book{smith1983, title={Red Petrograd}, author={Smith, S. A.}, year=1983, shelf={7}}
@book{freeze2002, title={Russia}, editor={Freeze, Gregory L.}, year=2002}
@book{untitled, author={Nobody}}
@book{lih1990, title={Bread and Authority in Russia}, author={Lih, Lars T.}, year=1990}
"""
both = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


@pytest.fixture
def bibliography(tmp_path: Path) -> Path:
    path = tmp_path / "library.bib"
    path.write_text(BIB, encoding="utf-8")
    return path


def row(page: Page, words: str):
    return page.get_by_role("listitem").filter(has_text=words)


@both
def test_file_is_previewed_and_the_chosen_entries_imported(
    visitor: Visitors, bibliography: Path, scripts: bool
) -> None:
    page = visitor("tom", scripts=scripts)
    page.goto(f"/courses/{COURSE}/sources/")
    page.get_by_role("link", name="Import", exact=True).click()
    page.get_by_label("File").set_input_files(bibliography)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("Line 3 (untitled): left out: it has no title")).to_be_visible()
    expect(row(page, "Red Petrograd")).to_contain_text("Left out: shelf = 7")
    expect(row(page, "Russia. 2002").get_by_role("checkbox")).not_to_be_checked()
    expect(row(page, "Russia. 2002").get_by_role("link", name="Russia: A History")).to_be_visible()
    assert not Source.objects.filter(title="Red Petrograd").exists()

    page.get_by_label("Bread and Authority").uncheck()
    page.get_by_role("button", name="Import the ticked ones").click()
    expect(page.get_by_role("status").first).to_contain_text("Imported 1 source.")
    row(page, "Red Petrograd").get_by_role("link", name="Open it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Red Petrograd")
    assert not Source.objects.filter(key__in=["lih1990", "freeze2002"]).exists()


def test_text_is_imported_by_keyboard(visitor: Visitors) -> None:
    page = visitor("tom")
    page.goto(IMPORT)
    page.get_by_label("Or paste it here").focus()
    page.keyboard.insert_text(BIB)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Read it")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("Red Petrograd").focus()
    page.keyboard.press("Space")
    expect(page.get_by_label("Red Petrograd")).not_to_be_checked()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "take":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Imported 1 source.")
    assert Source.objects.filter(key="lih1990").exists()


@both
def test_refused_file_says_why_and_leads_to_its_field(
    visitor: Visitors, tmp_path: Path, scripts: bool
) -> None:
    path = tmp_path / "essay.bib"
    path.write_bytes(b"%PDF-1.7")
    page = visitor("tom", scripts=scripts)
    page.goto(IMPORT)
    page.get_by_label("File").set_input_files(path)
    page.get_by_role("button", name="Read it").click()
    summary = page.locator("#error-summary")
    expect(summary).to_contain_text("This is a PDF, and no bibliography.")
    if scripts:
        expect(summary).to_be_focused()


@both
def test_pasted_line_is_checked_and_added(visitor: Visitors, scripts: bool) -> None:
    page = visitor("tom", scripts=scripts)
    page.goto(ADD)
    page.get_by_label("Reference").fill(
        "Lih, Lars T. Bread and Authority in Russia. Berkeley: University of California Press, 1990."
    )
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_label("Authors")).to_have_value("Lih, Lars T.")
    expect(page.get_by_label("Title", exact=False).first).to_have_value("Bread and Authority in Russia")
    page.get_by_role("button", name="Add to the library").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bread and Authority in Russia")


@both
def test_fields_follow_the_kind_that_is_chosen(visitor: Visitors, scripts: bool) -> None:
    page = visitor("tom", scripts=scripts)
    page.goto(f"{ADD}?kind=book")
    page.get_by_label("Title").first.fill("On Overcoming the Cult")
    kind = page.get_by_label("Kind of work", exact=True)
    kind.select_option("digest")
    if not scripts:
        page.get_by_role("button", name="Show its fields").click()
    expect(page.get_by_label("Headline")).to_have_value("On Overcoming the Cult")
    page.get_by_label("Digest", exact=True).fill("Current Digest of the Soviet Press")
    page.get_by_label("Newspaper", exact=True).fill("Pravda")
    page.get_by_label("Newspaper", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("On Overcoming the Cult")
    source = Source.objects.get(title="On Overcoming the Cult")
    assert source.csl["medium"] == "translated in Current Digest of the Soviet Press"


def test_work_that_is_alike_is_opened_instead(visitor: Visitors) -> None:
    page = visitor("tom", scripts=False)
    page.goto(f"{ADD}?kind=book")
    page.get_by_label("Title").first.fill("Russia")
    page.get_by_label("Editors").fill("Freeze, Gregory")
    page.get_by_role("button", name="Add to the library").click()
    expect(page.get_by_role("alert")).to_contain_text("Is it one of these?")
    page.get_by_role("link", name="Use this one").first.click()
    expect(page).to_have_url(f"{visitor.address}/courses/{COURSE}/sources/freeze-russia/")
