"""Citing an essay: the copy buttons, by keyboard, with and without a clipboard, and without JavaScript."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from blog.exports import tasks
from tests.world import SEED, essay

from .conftest import Visitors

TITLE = "The Cult of Personality: Stalin Edition"
REFERENCE = "Isaiah. (2020, February 23). The Cult of Personality: Stalin Edition. "


def cite_page(page: Page) -> None:
    tasks.set_own_references.call(essay(TITLE).pk)
    page.goto("/")
    page.get_by_role("link", name=TITLE, exact=True).first.click()
    page.get_by_role("link", name="Cite this essay").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cite this essay")
    assert f"/essays/{SEED}/cite/" in page.url


def pasted(page: Page, kind: str) -> str:
    return page.evaluate(
        """async (kind) => {
          const [item] = await navigator.clipboard.read();
          return (await item.getType(kind)).text();
        }""",
        kind,
    )


def test_copy_button_by_keyboard(visitor: Visitors) -> None:
    page = visitor()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    cite_page(page)
    button = page.get_by_role("button", name="Copy in APA 7")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#copied")).to_have_text("Copied: APA 7")
    expect(page.get_by_role("button", name="Copied in APA 7")).to_be_focused()
    assert pasted(page, "text/plain").startswith(REFERENCE)
    assert "<em>Russia’s Twentieth Century</em>" in pasted(page, "text/html")
    expect(button).to_be_visible()


def test_without_a_clipboard_the_reference_is_copied_by_selecting_it(visitor: Visitors) -> None:
    page = visitor()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    cite_page(page)
    page.get_by_role("button", name="Copy in MLA 9").click()
    expect(page.locator("#copied")).to_contain_text("MLA 9")
    assert page.evaluate("getSelection().toString()").startswith("Isaiah. “The Cult of Personality")


def test_where_nothing_can_be_copied_it_says_so(visitor: Visitors) -> None:
    page = visitor()
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
        "document.execCommand = () => false;"
    )
    cite_page(page)
    page.get_by_role("button", name="Copy in MLA 9").click()
    expect(page.locator("#copied")).to_have_text("Selected: MLA 9. Copy it with your keyboard.")


def test_without_scripts_one_click_selects_a_reference(visitor: Visitors) -> None:
    page = visitor(scripts=False, width=360)
    cite_page(page)
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    reference = page.locator("#apa")
    expect(reference).to_contain_text(REFERENCE)
    expect(reference).to_have_css("user-select", "all")


def test_files_are_saved_under_their_names(visitor: Visitors) -> None:
    page = visitor()
    cite_page(page)
    sources = page.get_by_role("heading", name="Its sources as files").locator("..")
    for action, name in [
        (sources.get_by_role("link", name="RIS"), f"{SEED}-sources.ris"),
        (sources.get_by_role("button", name="HTML"), f"{SEED}-sources.html"),
    ]:
        with page.expect_download() as started:
            action.click()
        assert started.value.suggested_filename == name
