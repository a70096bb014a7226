"""How ./test reports. The checks themselves are run by ./test, not by its tests."""

from __future__ import annotations

import sys

import pytest

from scripts import checks
from scripts.environment import variables

GOOD = (sys.executable, "-c", "print('fine')")
BAD = (sys.executable, "-c", "print('line 7 is bad'); raise SystemExit(1)")


def test_failed_check_is_shown_with_all_others_and_ends_the_run(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "CHECKS", {"lint": BAD, "types": GOOD, "format": BAD})
    with pytest.raises(SystemExit, match=r"Failed: lint, format\. The tests were not run\."):
        checks._check(variables())
    output = capfd.readouterr().out
    assert "types: ok" in output
    assert output.count("line 7 is bad") == 2


def test_good_checks_let_the_tests_begin(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "CHECKS", {"lint": GOOD})
    checks._check(variables())
    assert capfd.readouterr().out == "lint: ok\n"


@pytest.mark.parametrize(("arguments", "checked"), [([], True), (["tests/blog"], False)])
def test_given_paths_go_to_pytest_without_the_checks(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], checked: bool
) -> None:
    done: list[str] = []
    monkeypatch.setattr(sys, "argv", ["./test", *arguments])
    monkeypatch.setattr(checks, "stop_on_signals", lambda: None)
    monkeypatch.setattr(checks.environment, "ensure", lambda requirements: None)
    monkeypatch.setattr(checks.chromium, "find_or_install", lambda: "/bin/chromium")
    monkeypatch.setattr(checks, "_check", lambda env: done.append("checks"))
    monkeypatch.setattr(checks, "_test", lambda arguments, env: done.append(arguments[0]) or 0)
    checks.main()
    assert done == (["checks", "-n"] if checked else ["tests/blog"])
