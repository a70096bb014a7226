"""Which Chromium the browser tests get."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import chromium


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program named chromium on an otherwise empty PATH, which starts."""
    monkeypatch.delenv("COLLOQUY_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chromium, "apt_install", lambda package: False)
    monkeypatch.setattr(chromium, "_playwrights_own", lambda: "")
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    return program


def test_one_on_path_is_taken(browser: Path) -> None:
    assert chromium.find_or_install() == str(browser)


def test_given_one_comes_first(browser: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = browser.rename(browser.with_name("my-browser"))
    monkeypatch.setenv("COLLOQUY_CHROMIUM", str(other))
    assert chromium.find_or_install() == str(other)


def test_given_one_that_does_not_start_is_an_error(browser: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLLOQUY_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(SystemExit, match="does not start"):
        chromium.find_or_install()


def test_stand_in_that_does_not_start_is_passed_over(browser: Path) -> None:
    browser.write_text("#!/bin/sh\nexit 1\n")
    good = browser.with_name("google-chrome")
    good.write_text("#!/bin/sh\nexit 0\n")
    good.chmod(0o755)
    assert chromium.find_or_install() == str(good)


def test_none_at_all_is_an_error_that_says_what_to_do(browser: Path) -> None:
    browser.unlink()
    with pytest.raises(SystemExit, match="sudo apt install chromium"):
        chromium.find_or_install()


def test_downloaded_one_is_the_last_resort(browser: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.unlink()
    monkeypatch.setattr(chromium, "_playwrights_own", lambda: "/cache/chrome")
    assert chromium.find_or_install() == "/cache/chrome"
