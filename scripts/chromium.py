"""A Chromium for the browser tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from .environment import PYTHON, apt_install, variables
from .processes import call, fail, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def find_or_install() -> str:
    """The path of one that starts: from the environment, from PATH, from the system, or downloaded."""
    if given := os.environ.get("COLLOQUY_CHROMIUM"):
        return given if _starts(given) else fail(f"COLLOQUY_CHROMIUM is {given}, which does not start.")
    if found := _on_path():
        return found
    # On Ubuntu the package is a stand-in for a snap, which may not start here.
    if apt_install("chromium") and (found := _on_path()):
        return found
    return _playwrights_own() or fail(
        "The browser tests need Chromium, and none could be installed. Install one "
        "(on Debian: sudo apt install chromium), or set COLLOQUY_CHROMIUM to the path of one."
    )


def _on_path() -> str:
    paths = [path for name in NAMES if (path := shutil.which(name))]
    return next((path for path in paths if _starts(path)), "")


def _starts(path: str) -> bool:
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def _playwrights_own() -> str:
    asked = subprocess.run(
        [PYTHON, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, env=variables(), check=False
    )
    path = asked.stdout.strip()
    if path and not Path(path).exists():
        say("Fetching a Chromium (some 170 MB; on a slow network it takes minutes) …")
        call([PYTHON, "-m", "playwright", "install", "chromium"], env=variables())
    return path if path and _starts(path) else ""
