"""The environment in .venv: when it is made, made again and left alone. Nothing is installed here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import environment

Calls = list[list[str]]


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Calls:
    """An empty project, and a record of the programs that would have been run in it."""
    recorded: Calls = []
    venv = tmp_path / ".venv"
    (tmp_path / "requirements.txt").write_text("Django\n")
    (tmp_path / "requirements-dev.txt").write_text("-r requirements.txt\npytest\n")

    def call(command: list[str | Path], *, env: dict[str, str]) -> int:
        recorded.append([str(word) for word in command])
        if "venv" in recorded[-1]:
            (venv / "bin").mkdir()
            (venv / "bin/python").touch()
            (venv / "pyvenv.cfg").write_text(f"version = {environment.VERSION}.1\n")
        return 0

    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "PYTHON", venv / "bin/python")
    monkeypatch.setattr(environment, "UNFINISHED", venv / "unfinished")
    monkeypatch.setattr(environment, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(environment, "call", call)
    return recorded


@pytest.fixture
def without_ensurepip(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A Python as Debian ships it, on a machine that has the given program."""

    def set_up(*, program: str = "", root: bool = False) -> None:
        monkeypatch.setattr(environment, "_has_ensurepip", lambda: False)
        monkeypatch.setattr(environment.shutil, "which", lambda name: f"/bin/{name}" * (name == program))
        monkeypatch.setattr(environment.os, "geteuid", lambda: 0 if root else 1000)

    return set_up


def test_first_time_makes_and_installs(calls: Calls) -> None:
    environment.ensure("requirements.txt")
    assert [command[2] for command in calls] == ["venv", "pip"]
    assert not environment.UNFINISHED.exists()


def test_second_time_does_nothing(calls: Calls) -> None:
    environment.ensure("requirements.txt")
    calls.clear()
    environment.ensure("requirements.txt")
    assert calls == []


def test_what_the_tests_need_holds_what_the_site_needs(calls: Calls) -> None:
    environment.ensure("requirements-dev.txt")
    calls.clear()
    environment.ensure("requirements.txt")
    assert calls == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_changed_requirements_are_installed(calls: Calls, name: str) -> None:
    environment.ensure("requirements-dev.txt")
    calls.clear()
    (environment.ROOT / name).write_text(
        "-r requirements.txt\nsomething-else\n" * (name != "requirements.txt")
    )
    environment.ensure("requirements-dev.txt")
    assert [command[2] for command in calls] == ["pip"]


def test_interrupted_installation_starts_over(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    environment.ensure("requirements.txt")
    environment.UNFINISHED.touch()
    (environment.VENV / "half-a-library").touch()
    environment.ensure("requirements.txt")
    assert not (environment.VENV / "half-a-library").exists()
    assert [command[2] for command in calls] == ["venv", "pip"] * 2


def test_environment_of_another_python_is_made_again(calls: Calls) -> None:
    environment.ensure("requirements.txt")
    (environment.VENV / "pyvenv.cfg").write_text("version = 3.1.4\n")
    environment.ensure("requirements.txt")
    assert [command[2] for command in calls] == ["venv", "pip"] * 2


def test_environment_made_by_hand_is_kept(calls: Calls) -> None:
    (environment.VENV / "bin").mkdir(parents=True)
    environment.PYTHON.touch()
    (environment.VENV / "pyvenv.cfg").write_text(f"version = {environment.VERSION}.9\n")
    environment.ensure("requirements.txt")
    assert [command[2] for command in calls] == ["pip"]


def test_failed_installation_is_repeated_and_then_explained(
    calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.ensure("requirements.txt")
    attempts = []
    monkeypatch.setattr(environment, "call", lambda command, env: attempts.append(command) or 1)
    (environment.ROOT / "requirements.txt").write_text("Django==0\n")
    with pytest.raises(SystemExit, match="could not be installed"):
        environment.ensure("requirements.txt")
    assert len(attempts) == environment.INSTALL_ATTEMPTS
    assert environment.UNFINISHED.exists()


def test_uv_stands_in_for_ensurepip(calls: Calls, without_ensurepip: Callable[..., None]) -> None:
    without_ensurepip(program="uv")
    environment.ensure("requirements.txt")
    assert calls[0][:3] == ["/bin/uv", "venv", "--seed"]


def test_root_installs_the_system_package(calls: Calls, without_ensurepip: Callable[..., None]) -> None:
    without_ensurepip(program="apt-get", root=True)
    environment.ensure("requirements.txt")
    assert calls[1][-1] == environment.VENV_PACKAGE
    assert calls[2][2] == "venv"


@pytest.mark.parametrize("program", ["", "apt-get"])
def test_everybody_else_is_told_which_package_is_missing(
    calls: Calls, without_ensurepip: Callable[..., None], program: str
) -> None:
    without_ensurepip(program=program)
    with pytest.raises(SystemExit, match=f"package {environment.VENV_PACKAGE}"):
        environment.ensure("requirements.txt")
    assert calls == []
