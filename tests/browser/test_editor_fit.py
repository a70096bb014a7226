"""The editor in its states, narrow and wide: axe finds nothing, nothing is too wide, no field is covered."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from .conftest import Visitors
from .test_editor import desk, tool
from .test_every_page import ALL_RULES, LOOK, NARROW, WIDE, WIDER_THAN_THE_SCREEN

ESSAY = """## The cult and the village

Peasants wrote letters (Freeze 347), and *some* **believed** them.[^1]

> Life has become better, comrades.

- one
- two

| Year | Harvest |
| --- | --- |
| 1932 | 69 |

[^1]: Said the note.
"""
DIALOGS = {
    "Link": "Link",
    "Footnote": "Footnote",
    "Table": "Table",
    "Cite": "Cite a source",
    "Picture": "Add a picture",
}
# How far the field that has the focus reaches under the buttons, or out of sight above.
COVERED = """() => {
  const field = document.activeElement.getBoundingClientRect();
  const bar = document.querySelector(".write > .actions");
  if (bar.contains(document.activeElement)) return 0;
  return Math.round(Math.max(field.bottom - bar.getBoundingClientRect().top, -field.top, 0));
}"""


def filled(visitor: Visitors, width: int, **options: object) -> Page:
    page = desk(visitor, ESSAY, width=width, **options)
    page.get_by_label("Title").fill("How far was the cult a consequence and not a cause? " * 3)
    expect(page.locator("#preview table")).to_be_attached()
    page.evaluate(AXE_SCRIPT)
    return page


def problems(page: Page) -> list[str]:
    wider = page.evaluate(WIDER_THAN_THE_SCREEN)
    return [*page.evaluate(LOOK, ALL_RULES), *([f"{wider} pixels too wide"] if wider else [])]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_filled_essay_its_dialogs_and_full_screen_are_accessible(
    visitor: Visitors, width: int, colours: str
) -> None:
    page = filled(visitor, width, colours=colours, motion="reduce")
    found = {"page": problems(page)}
    for name, title in DIALOGS.items():
        tool(page, name).click()
        expect(page.get_by_role("dialog", name=title)).to_be_visible()
        found[name] = problems(page)
        page.keyboard.press("Escape")
    tool(page, "Full screen").click()
    found["full screen"] = problems(page)
    assert not any(found.values()), found


def test_tools_are_one_row_on_a_narrow_screen_and_the_arrows_reach_the_last(visitor: Visitors) -> None:
    page = desk(visitor, width=NARROW)
    tops = page.locator(".tools button:visible").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().top)"
    )
    assert len(set(tops)) == 1
    tool(page, "Heading").focus()
    page.keyboard.press("End")
    expect(tool(page, "Full screen")).to_be_focused()
    expect(tool(page, "Full screen")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_no_field_that_gets_the_focus_is_covered_by_the_buttons(visitor: Visitors, width: int) -> None:
    page = desk(visitor, width=width)
    page.get_by_label("Sources used").focus()
    covered = {}
    for _ in range(14):
        page.keyboard.press("Tab")
        covered[page.evaluate("document.activeElement.name || document.activeElement.textContent")] = (
            page.evaluate(COVERED)
        )
    assert "credit" in covered
    assert not {name: by for name, by in covered.items() if by}
