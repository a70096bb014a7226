"""Every page and state, narrow and wide, light and dark: axe finds nothing, and nothing scrolls sideways.

Of the kinds of pages, one each: nothing moves while it loads.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import override_settings
from playwright.sync_api import Browser, Page, Route
from pytest_django.plugin import DjangoDbBlocker

from tests.pages import SIGHTS, ErrorPage, Sight
from tests.world import client_of, connected_to, copy_of

from .conftest import STATIC, Visitors, fonts_waited_for, served

# axe reads each colour that it meets out of its text, the same twenty thousands of times: a fifth of it all.
REMEMBERS_COLOURS = """
{
    const { prototype } = axe.commons.color.Color, read = prototype.parseString, known = new Map();
    prototype.parseString = function (text) {
        if (known.has(text)) return Object.assign(this, known.get(text));
        read.call(this, text);
        known.set(text, { r: this.r, g: this.g, b: this.b, alpha: this.alpha });
        return this;
    };
}
"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW, WIDE = 360, 1280
# The narrowest screen that must do (WCAG 1.4.10).
NARROWEST = 320
# Colours that still move to where they belong have no contrast to speak of. They are put there and not waited
# for: an animation of what is not drawn may never end.
LOOK = """
async options => {
    await document.fonts.ready;
    for (const moving of document.getAnimations())
        moving.effect.getComputedTiming().endTime === Infinity ? moving.cancel() : moving.finish();
    const { violations } = await axe.run(document, options);
    return violations.map(
        found => `${found.id}: ${found.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' ')}`);
}
"""
ALL_RULES = {"runOnly": TAGS, "resultTypes": ["violations"], "preload": False}
# What the colours change, and what the font does.
COLOURS = ["color-contrast", "link-in-text-block"]
COLOURS_ALONE = ALL_RULES | {"runOnly": {"type": "rule", "values": COLOURS}}
COLOURS_AND_TARGETS = ALL_RULES | {"runOnly": {"type": "rule", "values": [*COLOURS, "target-size"]}}
WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LOOKS: list[tuple[int, Any, Any]] = [
    (NARROW, "light", ALL_RULES),
    (WIDE, "dark", ALL_RULES),
    (WIDE, "light", COLOURS_ALONE),
]
# The first visit by a slow line is drawn in a font of the reader's: lines break elsewhere.
WITHOUT_FONTS = """
for (const { cssRules } of document.styleSheets)
    for (const rule of [...cssRules].reverse())
        if (rule instanceof CSSFontFaceRule && rule.cssText.includes("url("))
            rule.parentStyleSheet.deleteRule([...cssRules].indexOf(rule));
"""
WIDTH_OF_WORDS = """
element => {
    const words = document.createRange();
    words.selectNodeContents(element);
    return words.getBoundingClientRect().width;
}
"""
OUR_FONTS = """
[...document.fonts].filter(one => one.status === "loaded" && one.family.includes("Source")).length
"""
LOOKS_WITHOUT_FONTS: list[tuple[int, Any, Any]] = [(NARROW, "dark", COLOURS_AND_TARGETS)]


# What comes late must find its room kept. No page is drawn before the scripts in the head have come: ours
# that knows the colours, and the stock admin's.
LATE = ("font", "image", "script")
FIRST_SCRIPTS = ("/js/theme.", "/admin/js")
WATCH = """
window.moved = [];
const told = ({ value, sources }) =>
    `${value.toFixed(4)}: ${sources.map(({ node }) => name(node)).join(' ')}`;
const name = node => (node?.outerHTML ?? node?.data)?.slice(0, 80);
new PerformanceObserver(list => moved.push(...list.getEntries().filter(one => !one.hadRecentInput).map(told)))
    .observe({ type: "layout-shift", buffered: true });
"""
IS_DRAWN = "() => performance.getEntriesByName('first-contentful-paint').length"
IS_DONE = """
async () => {
    await document.fonts.ready;
    for (const _ of [1, 2, 3]) await new Promise(requestAnimationFrame);
    return moved;
}
"""
LOADED_SLOWLY = {
    "home", "course", "unit", "essay", "essay, signed in", "essay, reply previewed", "edit a comment",
    "cite", "bibliography", "source", "edit a source", "study note", "question", "answer",
    "flash card that is asked", "cards to print", "write", "write, text not saved", "edit",
    "edit a study note", "my writing", "notices", "a picture", "profile",
    "sign up", "404", "admin, pictures",
}  # fmt: skip


class Wall(WSGIHandler):
    """The site, but for one address: there hangs the document as somebody got it.

    `page.route` could put it there, too, but a browser watched so keeps no file for the next page.
    """

    address: tuple[str, str] | None = None
    document = HttpResponse()

    def hang(self, address: str, document: HttpResponse) -> None:
        where = urlsplit(address)
        self.address, self.document = (unquote(where.path, "latin-1"), where.query), document

    def __call__(self, environ: Any, start_response: Any) -> Any:
        asked = environ["PATH_INFO"], environ["QUERY_STRING"]
        if environ["REQUEST_METHOD"] != "GET" or asked != self.address:
            return super().__call__(environ, start_response)
        start_response("200 OK", list(self.document.items()))
        return [self.document.content]


class Gallery(Visitors):
    def __init__(self, browser: Browser, address: str, wall: Wall) -> None:
        super().__init__(browser, address)
        self.wall = wall


@pytest.fixture(scope="module")
def gallery(
    browser: Browser,
    world_file: Path,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Gallery]:
    """One site and one browser for all the pages: looking changes nothing."""
    database = copy_of(world_file, tmp_path_factory.mktemp("gallery") / "site.sqlite3")
    wall = Wall()
    with (
        django_db_blocker.unblock(),
        connected_to(database),
        fonts_waited_for(),
        served(wall) as address,
    ):
        visitors = Gallery(browser, address, wall)
        yield visitors
        visitors.leave()


@pytest.fixture(scope="module")
def page(gallery: Gallery) -> Page:
    page = gallery(motion="reduce")
    page.add_init_script(AXE_SCRIPT + REMEMBERS_COLOURS)
    return page


@pytest.fixture(scope="module")
def slow_page(gallery: Gallery) -> Page:
    page = gallery(motion="reduce")
    page.add_init_script(WATCH)
    return page


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
def test_page_fits_and_is_accessible(sight: Sight | ErrorPage, gallery: Gallery, page: Page) -> None:
    look_at(page, *LOOKS[0][:2])
    show(sight, page, gallery)
    found = problems(page, LOOKS)
    page.evaluate(WITHOUT_FONTS)
    found += [f"without fonts: {problem}" for problem in problems(page, LOOKS_WITHOUT_FONTS)]
    found += gallery.problems
    assert not found, "\n".join(found)


def problems(page: Page, looks: list[tuple[int, Any, Any]]) -> list[str]:
    found = []
    for width, colours, rules in looks:
        look_at(page, width, colours)
        found += [f"{width} {colours} {problem}" for problem in page.evaluate(LOOK, rules)]
    for width in [NARROW, NARROWEST]:
        page.set_viewport_size({"width": width, "height": 900})
        if wider := page.evaluate(WIDER_THAN_THE_SCREEN):
            found.append(f"{wider} pixels wider than {width}")
    return found


def test_pages_are_seen_in_their_fonts_and_in_others(gallery: Gallery, page: Page) -> None:
    page.goto(f"{gallery.address}/")
    page.evaluate("document.fonts.ready")
    assert page.evaluate(OUR_FONTS) >= 4  # those that every page asks for
    title = page.locator("h1")
    in_ours = title.evaluate(WIDTH_OF_WORDS)
    page.evaluate(WITHOUT_FONTS)
    assert title.evaluate(WIDTH_OF_WORDS) != in_ours


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize(
    "sight", [one for one in SIGHTS if one.name in LOADED_SLOWLY], ids=lambda sight: sight.name
)
def test_nothing_moves_while_a_page_loads(
    sight: Sight | ErrorPage, width: int, gallery: Gallery, slow_page: Page
) -> None:
    """Fonts, pictures and scripts come after the page was first drawn."""
    held: list[Route] = []
    is_drawn = False

    def hold(route: Route) -> None:
        is_first = any(script in route.request.url for script in FIRST_SCRIPTS)
        late = route.request.resource_type in LATE and not is_first
        held.append(route) if late and not is_drawn else route.continue_()

    slow_page.set_viewport_size({"width": width, "height": 900})
    slow_page.route("**/*", hold)
    with override_settings(STATICFILES_DIRS=[STATIC]):  # with the sheet of fonts as readers have it
        show(sight, slow_page, gallery, until="commit")
        slow_page.wait_for_function(IS_DRAWN)
        is_drawn = True
        for route in held:
            route.continue_()
        slow_page.wait_for_load_state()
        moved = slow_page.evaluate(IS_DONE)
    slow_page.unroute("**/*", hold)
    assert moved == []


def look_at(page: Page, width: int, colours: Any) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=colours)


def show(sight: Sight | ErrorPage, page: Page, gallery: Gallery, until: Any = "load") -> None:
    """Open the page in the browser, with the document as the person in `sight` gets it."""
    gallery.problems.clear()
    client = client_of(sight.who)
    gallery.wall.hang(sight.where(), sight.look(client))
    gallery.give_cookies(page.context, client)
    page.goto(sight.where(), wait_until=until)
