"""What is pasted into the editor keeps its structure."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.transfer.documents import clipboard

from .conftest import Visitors

# A browser gives a page what a program put on the clipboard; here the page's own event carries it.
PASTE = """([kinds, selector]) => {
  const data = new DataTransfer();
  for (const [kind, words] of Object.entries(kinds)) data.setData(kind, words);
  const field = document.querySelector(selector);
  field.focus();
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  return field.dispatchEvent(event);
}"""
PICTURES = """async (count) => {
  // Without words they are for picture-dialog.js.
  const data = new DataTransfer(), canvas = document.createElement("canvas");
  for (let number = 1; number <= count; number++) {
    canvas.width = canvas.height = 20 * number;
    const blob = await new Promise((done) => canvas.toBlob(done));
    data.items.add(new File([blob], `${number}.png`, { type: "image/png" }));
  }
  data.setData("text/plain", "pictures");
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector("#id_body").dispatchEvent(event);
}"""
PLAIN = "Stalin ruled by fear and by promises. It ended in 1953."


@pytest.fixture
def desk(visitor: Visitors) -> Page:
    page = visitor("ksenia")
    page.goto("/write/")
    return page


def paste(page: Page, html: str = "", plain: str = PLAIN, **kinds: str) -> bool:
    """Whether it was left to the browser."""
    given = {"text/plain": plain} | ({"text/html": html} if html else {}) | kinds
    return bool(page.evaluate(PASTE, [given, "#id_body"]))


def typed(page: Page) -> str:
    return page.locator("#id_body").input_value()


def test_word_s_clipboard_gives_clean_structure_in_text_and_preview(desk: Page) -> None:
    paste(desk, clipboard("word.html"), **{"text/rtf": clipboard("word.rtf")})
    expect(desk.locator("#paste-state")).to_contain_text("Pasted with its structure.")
    text = typed(desk)
    assert "## Fear as a tool\n\nStalin ruled by **fear** and by *promises*.[^1]" in text
    assert "1.  Collectivisation\n    - of grain\n    - of *livestock*\n2.  Industry" in text
    assert text.rstrip().endswith("[^1]: Freeze, *Russia: A History*, 347.")
    preview = desk.locator("#preview")
    expect(preview.locator("ol ul li")).to_have_text(["of grain", "of livestock"])
    expect(preview.locator("th")).to_have_text(["Year", "Harvest"])
    expect(preview.locator("section.footnotes li")).to_contain_text("Freeze, Russia: A History, 347.")
    expect(preview.locator("img[alt='A queue for bread']")).to_have_count(1)
    assert preview.locator("[style], span[lang], font").count() == 0


def test_what_did_not_come_along_is_in_sight(visitor: Visitors) -> None:
    page = visitor("ksenia", height=800)
    page.goto("/write/")
    paste(page, clipboard("google_docs.html"))
    said = page.locator("#paste-state")
    expect(said).to_contain_text("only a link to lh7-rt.googleusercontent.com")
    expect(said).to_be_in_viewport(ratio=1)


def test_docs_clipboard_gives_clean_structure_in_text_and_preview(desk: Page) -> None:
    paste(desk, clipboard("google_docs.html"))
    expect(desk.locator("#paste-state")).to_contain_text("only a link to lh7-rt.googleusercontent.com")
    preview = desk.locator("#preview")
    expect(preview.locator("strong")).to_have_text("fear")
    expect(preview.locator("em")).to_have_text("promises")
    expect(preview.locator("ol ul li")).to_have_text(["of grain", "of livestock"])
    expect(preview.locator("td")).to_have_text(["1932", "69.6 million tonnes"])
    assert preview.locator("[style]").count() == 0


def test_it_goes_where_the_cursor_is_and_its_notes_to_the_end(desk: Page) -> None:
    desk.fill("#id_body", "Before.[^1]\n\nAfter.\n\n[^1]: First.")
    desk.evaluate("document.querySelector('#id_body').setSelectionRange(11, 11)")
    paste(desk, clipboard("word.html"), plain="Stalin")
    expect(desk.locator("#paste-state")).to_contain_text("Pasted with its structure.")
    text = typed(desk)
    assert text.startswith("Before.[^1]\n\n## Fear as a tool")
    assert "by *promises*.[^2]" in text
    assert text.endswith(
        "It ended in 1953.\n\nAfter.\n\n[^1]: First.\n\n[^2]: Freeze, *Russia: A History*, 347."
    )


def test_words_go_into_the_sentence(desk: Page) -> None:
    desk.fill("#id_body", "He said no.")
    desk.evaluate("document.querySelector('#id_body').setSelectionRange(8, 10)")
    paste(desk, "<p><b>never</b></p>", plain="never")
    expect(desk.locator("#paste-state")).to_have_text("Pasted with its structure.")
    assert typed(desk) == "He said **never**."


def test_plain_text_is_left_to_the_browser(desk: Page) -> None:
    assert paste(desk)
    assert paste(desk, "<meta charset='utf-8'><span>never</span>", plain="never")
    assert typed(desk) == ""


def test_where_the_server_does_not_answer_the_plain_text_stays(visitor: Visitors, desk: Page) -> None:
    desk.route("**/write/paste/", lambda route: route.abort())
    paste(desk, "<b>fear</b> and promises", plain="fear and promises")
    expect(desk.locator("#paste-state")).to_contain_text("it came in as plain text")
    assert typed(desk) == "fear and promises"
    visitor.problems.clear()  # the lost connection itself


def test_undo_brings_the_plain_text_back(desk: Page) -> None:
    paste(desk, "<p><b>never</b></p>", plain="never")
    expect(desk.locator("#paste-state")).to_have_text("Pasted with its structure.")
    desk.keyboard.press("Control+z")
    assert typed(desk) == "never"


@pytest.mark.parametrize(("count", "told"), [(2, False), (3, True)])
def test_pictures_that_do_not_come_along_are_told(desk: Page, count: int, told: bool) -> None:
    desk.evaluate(PICTURES, count)
    said = desk.locator("#paste-state")
    expect(said).to_contain_text("Pasted with its structure.")
    assert typed(desk).count("](image:") == 2
    assert ("only the first two came along" in said.inner_text()) == told
