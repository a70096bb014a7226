"""An essay of 20,000 words with 200 pictures is written without waiting for its preview."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests import makers

from .conftest import TIMEOUT, Visitors

WORDS, PICTURES, KEYS = 20_000, 200, 40
LONG = 50  # milliseconds: what a browser calls a long task
SENTENCE = "The town grew by the river and nobody had planned it so, wrote the surveyors (Freeze 12). "

DRAWN = """() => {
  window.drawn = 0;
  new MutationObserver((changes) => { for (const change of changes) drawn += change.addedNodes.length; })
    .observe(document.querySelector("#preview .prose"), { childList: true });
}"""
# A key that the page is busy with for four times as long as is allowed, gaps without the processor apart.
# The record has to tell of it.
BUSY = """() => document.querySelector("[name=body]").addEventListener("input", () => {
  for (let busy = 0, last = performance.now(); busy < 200;) {
    const now = performance.now();
    busy += Math.min(now - last, 0.1);
    last = now;
  }
}, { once: true })"""


def long_text(author: User) -> str:
    names = [makers.make_image(author).name for _ in range(PICTURES)]
    blocks = [SENTENCE * (WORDS // PICTURES // len(SENTENCE.split())) for _ in range(PICTURES)]
    return "\n\n".join(f"{block}\n\n![](image:{name})" for block, name in zip(blocks, names, strict=True))


def longest_task(page: Page, typed: int) -> float:
    """Milliseconds of the processor that the page's longest task took while somebody typed at the beginning,
    and while preview and checks were drawn. What the machine does beside it is not counted."""
    browser = page.context.browser
    browser.start_tracing(page=page, categories=["toplevel"])
    with page.expect_response("**/preview/"), page.expect_response("**/check/"):
        page.keyboard.type("x" * KEYS, delay=20)
    expect(page.locator("#preview p").first).to_contain_text("x" * typed)
    page.evaluate("new Promise((done) => requestIdleCallback(done))")
    events = json.loads(browser.stop_tracing())["traceEvents"]
    threads = [event for event in events if event["name"] == "thread_name"]
    main = {place(event) for event in threads if event["args"]["name"] == "CrRendererMain"}
    return max(event["tdur"] for event in events if "tdur" in event and place(event) in main) / 1000


def place(event: dict[str, Any]) -> tuple[int, int]:
    return event["pid"], event["tid"]


@pytest.mark.timeout(240)
def test_typing_into_a_long_essay_draws_one_block_and_keeps_the_page_busy_for_no_long_task(
    visitor: Visitors,
) -> None:
    author = User.objects.get(email__startswith="tom@")
    course = author.memberships.first().course
    post = makers.make_draft(author, course, title="Long", body=long_text(author))
    page = visitor("tom")
    with page.expect_response("**/preview/", timeout=TIMEOUT) as answer:
        page.goto(f"/essays/{post.pk}/edit/")
    assert answer.value.status == 200
    expect(page.locator("#preview figure")).to_have_count(PICTURES)
    page.get_by_label("Text", exact=True).evaluate(
        "(field) => { field.focus(); field.setSelectionRange(0, 0); }"
    )
    page.evaluate(BUSY)
    assert longest_task(page, KEYS) >= 2 * LONG
    page.evaluate(DRAWN)
    ours = longest_task(page, 2 * KEYS)
    assert page.evaluate("drawn") <= 4
    # A long task of ours is long every time.
    assert min(ours, longest_task(page, 3 * KEYS)) <= LONG
