"""Documents become essays, on a page of their own and in the editor."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, expect

from tests.transfer.documents import ESSAY, made

from .conftest import Visitors

DOCX: FilePayload = {
    "name": "essay.docx",
    "mimeType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "buffer": made(ESSAY, "docx"),
}
SOURCES = [
    "Freeze, Gregory L., ed. Russia: A History. Oxford: Oxford University Press, 2009.",
    "Tucker, Robert C. Stalin in Power. New York: Norton, 1990.",
]


def test_a_docx_with_footnotes_and_pictures_becomes_a_draft(visitor: Visitors) -> None:
    page = visitor("ksenia")
    page.goto("/write/import/")
    page.select_option("#id_course", label="Russia’s Twentieth Century")
    page.set_input_files("#id_file", DOCX)
    page.get_by_role("button", name="Import it").click()
    expect(page.locator("#id_title")).to_have_value("Fear as a tool of government")
    expect(page.locator("#id_sources")).to_have_value("\n".join(SOURCES))
    preview = page.locator("#preview")
    expect(preview.locator("section.footnotes li")).to_have_count(2)
    expect(preview.locator("img[alt='A queue for bread']")).to_have_count(1)


def test_it_works_without_scripts(visitor: Visitors) -> None:
    page = visitor("ksenia", scripts=False)
    page.goto("/write/import/")
    page.select_option("#id_course", label="Russia’s Twentieth Century")
    page.set_input_files("#id_file", DOCX)
    page.get_by_role("button", name="Import it").click()
    expect(page.locator("#id_body")).to_have_value(re.compile(re.escape("[^1]: Freeze, *Russia*, 347.")))


def test_the_tool_puts_a_document_into_the_essay(visitor: Visitors) -> None:
    page = visitor("ksenia")
    page.goto("/write/")
    page.fill("#id_sources", SOURCES[0])
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Import").click()
    chooser.value.set_files(DOCX)
    expect(page.locator("#paste-state")).to_contain_text("Imported. 1 source added")
    expect(page.locator("#id_title")).to_have_value("Fear as a tool of government")
    expect(page.locator("#id_sources")).to_have_value("\n".join(SOURCES))
    expect(page.locator("#preview img[alt='A queue for bread']")).to_have_count(1)


def test_a_refused_file_says_why_and_changes_nothing(visitor: Visitors) -> None:
    page = visitor("ksenia")
    page.goto("/write/")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Import").click()
    chooser.value.set_files({"name": "essay.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    expect(page.locator("#paste-state")).to_contain_text("Only .docx, .odt and .md files can be read.")
    assert page.locator("#id_body").input_value() == ""
    visitor.problems.clear()  # the refusal itself
