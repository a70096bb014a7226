"""Passages as readers use them: the marks in the essay, the chips, and choosing one to reply to."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from blog.citing.reciting import recite
from blog.citing.tasks import set_course
from blog.models import Post
from comments.anchoring.essay_text import essay_text
from comments.models import Comment, Passage
from courses.models import Course
from sources.styling.styles import Style
from tests.world import COURSE, OTHER_COURSE, SEED

from .conftest import Visitors
from .test_every_page import ALL_RULES, AXE_SCRIPT, LOOK, WITHOUT_FONTS

ESSAY = f"/courses/{COURSE}/essays/{SEED}/"
CHILDHOOD = f"/courses/{COURSE}/essays/a-happy-childhood-by-order/"
RIVER = f"/courses/{OTHER_COURSE}/essays/a-straight-line-through-a-wandering-river/"
FIFTH = 9
READ = """async () => {
    const { read } = await import('/static/js/passage-text.js');
    return read(document.querySelector('.prose')).chars.join('');
}"""
SELECT = """([from, to]) => {
    const text = document.evaluate(`//div[@class='prose']//text()[contains(., "${from}")]`,
        document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue;
    const range = document.createRange();
    range.setStart(text, text.data.indexOf(from));
    range.setEnd(text, text.data.indexOf(to) + to.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    range.startContainer.parentElement.scrollIntoView({ block: 'center' });
}"""


def opened(visitor: Visitors, name: str = "max", address: str = ESSAY, **options: object) -> Page:
    page = visitor(name, **options)
    page.goto(address)
    return page


def chip(page: Page, comment: int = FIFTH) -> Locator:
    return page.locator(f"#comment-{comment} > [data-passage]")


def reply_button(page: Page) -> Locator:
    return page.get_by_role("button", name="Reply to this passage", exact=True)


def answering(page: Page) -> Locator:
    return page.locator("#reply-form .answering")


def send(page: Page, body: str) -> Locator:
    page.get_by_label("Comment *").fill(body)
    page.get_by_role("button", name="Post Comment").click()
    mine = page.locator(".thread > article", has_text=body)
    expect(mine).to_be_visible()
    return mine


@pytest.mark.parametrize("style", [style.value for style in Style])
def test_the_browser_reads_the_text_that_the_server_reads(visitor: Visitors, style: str) -> None:
    page = opened(visitor, "", CHILDHOOD)
    for slug in (SEED, "a-happy-childhood-by-order", "eight-days-in-february"):
        page.goto(f"/courses/{COURSE}/essays/{slug}/")
        if page.locator("#style").count():
            page.locator("#style").select_option(style)
            page.locator(".switch", has=page.locator("#style")).get_by_role("button").click()
            page.wait_for_load_state()
        assert page.evaluate(READ) == essay_text(Post.objects.get(slug=slug).body_html)


def test_the_chip_leads_to_the_marked_words(visitor: Visitors) -> None:
    page = opened(visitor)
    expect(page.locator(".passage").first).to_contain_text("In closing, Joseph Stalin")
    chip(page).click()
    lit = page.locator(".passage.lit")
    expect(lit.first).to_be_in_viewport()
    expect(lit.first).to_be_focused()


def test_the_mark_leads_to_its_reply(visitor: Visitors) -> None:
    page = opened(visitor)
    page.locator(".passage").first.click()
    expect(page.locator(f"#comment-{FIFTH}")).to_be_in_viewport()
    expect(page.locator(f"#comment-{FIFTH}")).to_be_focused()
    page.get_by_role("button", name="1 reply to this passage").press("Enter")
    expect(page.locator(f"#comment-{FIFTH}")).to_be_focused()


def test_a_mark_of_several_replies_offers_them(visitor: Visitors) -> None:
    page = opened(visitor, address=CHILDHOOD)
    button = page.get_by_role("button", name="2 replies to this passage")
    button.click()
    offered = page.get_by_role("list", name="Replies to this passage")
    expect(offered.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(offered).to_have_count(0)
    expect(button).to_be_focused()
    button.click()
    offered.get_by_role("link", name="Reply by Isaiah").click()
    expect(page.locator(".thread > article:target")).to_contain_text("The part about the picture staying up")


def test_a_citation_in_a_passage_still_opens_its_card(visitor: Visitors) -> None:
    page = opened(visitor)
    page.locator(".prose a.cite", has_text="Tucker 363").hover()
    expect(page.locator("#cite-card")).to_contain_text("page 363")


@pytest.mark.usefixtures("awaited_fonts")
def test_marks_move_nothing_and_are_not_copied(visitor: Visitors) -> None:
    plain, page = opened(visitor, scripts=False), opened(visitor)
    expect(page.locator(".replies")).to_have_count(1)
    # A heading may be a line longer in the system's font.
    for all_in_one_font in ("document.fonts.ready", WITHOUT_FONTS):
        for one in (plain, page):
            one.evaluate(all_in_one_font)
        assert plain.locator(".prose").bounding_box() == page.locator(".prose").bounding_box()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.prose > p:last-child'))")
    copied = page.evaluate("getSelection().toString()")
    assert "passage" not in copied.lower()
    assert copied.startswith("In closing")
    assert page.evaluate(READ) == essay_text(Post.objects.get(slug=SEED).body_html)


@pytest.mark.parametrize("style", ["as-written", "chicago-notes-bibliography", "apa"])
def test_reply_to_words_selected_by_mouse(visitor: Visitors, style: str) -> None:
    if style != Style.AS_WRITTEN:  # of all essays, by a worker: else the press would wait for it
        set_course.call(Course.objects.get(slug=COURSE).pk, style)
    page = opened(visitor)
    page.locator("#style").select_option(style)
    page.locator(".switch", has=page.locator("#style")).get_by_role("button").click()
    page.wait_for_load_state()
    page.evaluate(SELECT, ["cost vastly more in lives", "ensuing civil war"])
    reply_button(page).click()
    expect(answering(page)).to_contain_text("cost vastly more in lives than the October Revolution")
    expect(page.get_by_label("Comment *")).to_be_focused()
    mine = send(page, "A terrible comparison.")
    expect(mine.locator("[data-passage]")).to_contain_text("cost vastly more in lives")
    passage = Passage.objects.get(comment__body="A terrible comparison.")
    assert passage.exact.endswith("the October Revolution or even the ensuing civil war")
    assert (len(passage.prefix), len(passage.suffix)) == (32, 32)
    expect(page.locator(".passage", has_text="cost vastly more in lives")).to_have_count(1)


def test_words_that_are_half_selected_are_taken_whole(visitor: Visitors) -> None:
    page = opened(visitor)
    expect(page.locator(".passage")).not_to_have_count(0)
    page.evaluate(SELECT, ["ggrandizement", "required the twis"])
    reply_button(page).click()
    expect(answering(page).locator("blockquote")).to_have_text(
        "aggrandizement of Stalin required the twisting"
    )


def test_reply_by_keyboard(visitor: Visitors) -> None:
    page = opened(visitor)
    link = page.get_by_role("link", name="Reply to a passage")
    link.focus()
    page.keyboard.press("Enter")
    field = page.get_by_role("application", name="Choose a passage of the essay")
    expect(field).to_be_focused()
    page.keyboard.press("Home")
    expect(field).to_contain_text("Joseph Stalin, born in modern day Georgia")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(field).to_have_text(re.compile("^His main rival for leadership"))
    page.keyboard.press("Shift+ArrowRight")
    expect(field).to_contain_text("Instances of Trotsky")
    page.keyboard.press("Shift+ArrowLeft")
    assert "Instances of" not in field.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Comment *")).to_be_focused()
    send(page, "He founded the Red Army?")
    assert Passage.objects.get(comment__body="He founded the Red Army?").exact.startswith("His main rival")


def test_escape_leaves_the_keyboards_choice(visitor: Visitors) -> None:
    page = opened(visitor)
    link = page.get_by_role("link", name="Reply to a passage")
    link.press("Enter")
    page.get_by_role("application").press("Escape")
    expect(page.locator(".picker")).to_have_count(0)
    expect(link).to_be_focused()
    expect(answering(page)).to_have_count(0)


def test_reply_by_touch(browser: Browser, site: str, visitor: Visitors) -> None:
    context = browser.new_context(
        base_url=site, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    visitor.contexts.append(context)
    page = context.new_page()
    page.goto(ESSAY)
    page.locator(".prose p").first.tap()
    page.evaluate(SELECT, ["iron fist crushed", "any dissent"])
    button = reply_button(page)
    box = button.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] > 690
    button.tap()
    expect(answering(page)).to_contain_text("iron fist crushed any dissent")


@pytest.mark.parametrize("name", ["max", ""])
def test_reply_without_scripts(visitor: Visitors, name: str) -> None:
    page = opened(visitor, name, scripts=False)
    page.get_by_role("link", name="Reply to a passage").click()
    page.get_by_label("Words of the essay").fill('"The one indispensable quality shared by all')
    if not name:
        page.get_by_label("Name *").fill("Gast")
        page.get_by_label("Email *").fill("gast@example.org")
    mine = send(page, "Pliability, of all things.")
    expect(mine.locator("[data-passage] q")).to_have_text("“The one indispensable quality shared by all")


def test_words_that_are_not_there_come_back_with_what_was_typed(visitor: Visitors) -> None:
    page = opened(visitor, address=f"{ESSAY}?passage#respond")
    page.get_by_label("Words of the essay").fill("Words of nobody here")
    page.get_by_label("Comment *").fill("Not lost")
    page.get_by_role("button", name="Post Comment").click()
    expect(page.locator("#error-summary")).to_contain_text("These words are not in the essay.")
    expect(page.get_by_label("Words of the essay")).to_have_value("Words of nobody here")
    expect(page.get_by_label("Comment *")).to_have_value("Not lost")


def test_passage_is_kept_with_the_draft_until_it_is_dropped(visitor: Visitors) -> None:
    page = opened(visitor)
    page.evaluate(SELECT, ["iron fist crushed", "any dissent"])
    reply_button(page).click()
    page.get_by_label("Comment *").fill("Half a thought")
    page.reload()
    expect(answering(page)).to_contain_text("iron fist crushed any dissent")
    page.get_by_role("button", name="Drop the passage").click()
    expect(page.get_by_label("Comment *")).to_be_focused()
    page.reload()
    expect(page.get_by_label("Comment *")).to_have_value("Half a thought")
    expect(answering(page)).to_have_count(0)


def test_detached_passage_says_so_and_marks_nothing(visitor: Visitors) -> None:
    page = opened(visitor, "", RIVER)
    lost = page.locator(".thread > article", has_text="As an engineer I want to defend Tulla")
    expect(lost).to_contain_text("No longer in the essay since its revision of February 18, 2020")
    expect(lost.locator("q")).to_contain_text("Nobody could have known in 1817")
    expect(page.locator(".passage")).to_have_count(0)


def test_passage_follows_its_essay_on_the_page(visitor: Visitors) -> None:
    essay = Post.objects.get(slug=SEED)
    essay.body = essay.body.replace("In closing, Joseph Stalin,", "To conclude, Stalin,")
    essay.save()
    recite(essay)
    page = opened(visitor)
    expect(page.locator(".passage").first).to_contain_text("To conclude, Stalin, while never")
    expect(page.locator(f"#comment-{FIFTH}")).to_contain_text("reworded since")
    chip(page).click()
    expect(page.locator(".passage.lit").first).to_be_focused()
    assert Comment.objects.get(pk=FIFTH).passage.exact.startswith("In closing")


@pytest.mark.parametrize(("width", "colours"), [(360, "dark"), (1280, "light")])
def test_states_are_accessible(visitor: Visitors, width: int, colours: str) -> None:
    page = opened(visitor, address=CHILDHOOD, width=width, colours=colours, motion="reduce")
    page.evaluate(AXE_SCRIPT)
    found = []
    page.get_by_role("button", name="2 replies to this passage").click()
    found += page.evaluate(LOOK, ALL_RULES)
    page.keyboard.press("Escape")
    page.evaluate(SELECT, ["One answer is that", "children could be shown"])
    expect(reply_button(page)).to_be_visible()
    found += page.evaluate(LOOK, ALL_RULES)
    reply_button(page).click()
    found += page.evaluate(LOOK, ALL_RULES)
    page.get_by_role("button", name="Drop the passage").click()
    page.get_by_role("link", name="Reply to a passage").press("Enter")
    found += page.evaluate(LOOK, ALL_RULES)
    assert found == []
