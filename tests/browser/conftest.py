"""A real browser before the real site, on the class of the fixtures.

Each test has the site to itself: its own copy of the database, its own server and port. Every request of
every page is on record; a test fails at its end where one went to another host, was answered with an error
of the server, or where the console had something to complain of (the content security policy included).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import Client, override_settings
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, expect
from pytest_django.plugin import DjangoDbBlocker

from tests.world import client_of, connected_to, copy_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# Playwright's loop runs in this thread, and Django refuses its synchronous database beside a loop.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Every new window has its address bar draw two lists in processes of their own, two thirds of a second of
# processor for each visitor of each test. Of two such flags the last one counts: the others are Playwright's.
NOT_NEEDED = [
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(NOT_NEEDED)}",
    # No page lives long enough for what V8 optimises in it to pay: a twelfth of the time that axe takes. What
    # is compiled is kept for the next page, which has the same scripts.
    "--js-flags=--no-opt --no-flush-bytecode",
]
# How long one waits for what does not come, and no bound of anything: a text is kept up to five seconds after
# it was typed, an essay is saved with all its citations drawn, and a machine may have other work besides.
TIMEOUT = 60_000
STATIC = settings.BASE_DIR / "static"
OPTIONAL, AWAITED = "font-display:optional", "font-display:block"
expect.set_options(timeout=TIMEOUT)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """What pytest-playwright starts its browser with."""
    named = os.environ.get("COLLOQUY_CHROMIUM")
    path = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not path:
        pytest.fail(
            f"No browser: none of {', '.join(BROWSERS)} is on PATH, nor does COLLOQUY_CHROMIUM name one."
        )
    return {"executable_path": path, "args": FLAGS, "headless": True}


@pytest.fixture
def site(world_file: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of the site. The test's own queries go to the same database."""
    database = copy_of(world_file, tmp_path / "site.sqlite3")
    with django_db_blocker.unblock(), connected_to(database), served() as address:
        yield address


@contextmanager
def served(application: WSGIApplication | None = None) -> Iterator[str]:
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(application or WSGIHandler())
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def fonts_waited_for() -> Iterator[None]:
    """The site's sheets draw no font that comes late: a busy machine would choose the font of a page.

    Here `document.fonts.ready` means that they are drawn. What they are not is in test_every_page.py.
    """
    with TemporaryDirectory() as folder:
        (sheets := Path(folder) / "css").mkdir()
        for sheet in (STATIC / "css").glob("*.css"):
            if OPTIONAL in (rules := sheet.read_text(encoding="utf-8")):
                (sheets / sheet.name).write_text(rules.replace(OPTIONAL, AWAITED), encoding="utf-8")
        with override_settings(STATICFILES_DIRS=[folder, STATIC]):
            yield


@pytest.fixture
def awaited_fonts() -> Iterator[None]:
    with fonts_waited_for():
        yield


class Visitors:
    """Opens browsers for people, each with cookies of their own, and watches them."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.contexts: list[BrowserContext] = []
        self.problems: list[str] = []

    def __call__(
        self,
        name: str = "",
        *,
        width: int = 1280,
        height: int = 900,
        scripts: bool = True,
        colours: Any = "light",
        motion: Any = "no-preference",
    ) -> Page:
        """A page of a browser in which `name` is signed in; without one, nobody is."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            color_scheme=colours,
            reduced_motion=motion,
            locale="en-US",
            service_workers="block",
        )
        context.set_default_timeout(TIMEOUT)
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.problems.append(f"script error: {error.error}"))
        self.contexts.append(context)
        self.give_cookies(context, client_of(name))
        return context.new_page()

    def give_cookies(self, context: BrowserContext, client: Client) -> None:
        """Those that `client` has, and no others."""
        context.clear_cookies()
        jar = [{"name": key, "value": one.value, "url": self.address} for key, one in client.cookies.items()]
        context.add_cookies(jar)

    def _asked(self, request: Request) -> None:
        scheme, host, *_ = urlsplit(request.url)
        if scheme not in ("data", "blob") and f"{scheme}://{host}" != self.address:
            self.problems.append(f"asked another host: {request.url}")

    def _answered(self, response: Response) -> None:
        page_itself = response.request.is_navigation_request()
        if response.status >= (500 if page_itself else 400):
            self.problems.append(f"{response.status} from {response.request.method} {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        # The browser says so of every page with an error's status; `_answered` judges those.
        if (
            message.type in ("error", "warning")
            and "the server responded with a status of" not in message.text
        ):
            self.problems.append(f"console: {message.text} ({message.location.get('url')})")

    def leave(self) -> None:
        for context in self.contexts:
            # What a page still sends when it is left would reach the next test's database.
            context.set_offline(True)
            context.close()


@pytest.fixture
def visitor(browser: Browser, site: str) -> Iterator[Visitors]:
    visitors = Visitors(browser, site)
    yield visitors
    problems = list(visitors.problems)
    visitors.leave()
    assert not problems
