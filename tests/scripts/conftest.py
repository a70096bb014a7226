"""A copy of the project to start, in a folder with a space in its name, with the libraries installed here."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from email.message import Message
from pathlib import Path

import pytest

from scripts.processes import ROOT, end_with_parent

LEFT_OUT = (".*", "__pycache__", "var", "test-results", "bench", "docs")
# Several times what it takes: other tests keep the machine busy, and a first start makes all tables.
PATIENCE_SECONDS = 240


class Site:
    """`./run`, started."""

    def __init__(self, clone: Path, var: Path, *arguments: str):
        self.var = var
        self.port = free_port()
        self.log = var.with_name(f"{var.name}-{self.port}.log")
        env = {**os.environ, "COLLOQUY_VAR": str(var), "PORT": str(self.port)}
        for name in ("HOST", "DATABASE_URL", "DEBUG", "HTTPS", "ALLOWED_HOSTS"):
            env.pop(name, None)
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, clone / "run", *arguments],
                env=env,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=end_with_parent,
            )

    @property
    def output(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_for_address(self) -> Site:
        wait_until(lambda: "Colloquy is at" in self.output or self.process.poll() is not None)
        assert "Colloquy is at" in self.output, self.output
        return self

    def get(self, path: str) -> tuple[str, Message]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return answer.read().decode(), answer.headers

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_SECONDS)

    def processes(self) -> dict[int, str]:
        """Everything that runs on this site's data, by its process id."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if f"COLLOQUY_VAR={self.var}\0" in (folder / "environ").read_text(errors="replace"):
                    found[int(folder.name)] = _called(folder)
            except OSError:
                continue  # ended meanwhile
        return {pid: command for pid, command in found.items() if command}

    def workers(self) -> set[str]:
        """Which workers have done something."""
        with contextlib.closing(sqlite3.connect(self.var / "colloquy.sqlite3")) as database:
            found = database.execute("SELECT worker_ids FROM django_tasks_database_dbtaskresult")
            return {worker for (ids,) in found for worker in json.loads(ids)}


def _called(folder: Path) -> str:
    """A process that was forked has the command of its parent, and a name of its own."""
    command = (folder / "cmdline").read_text().replace("\0", " ")
    return command and f"{command} {(folder / 'comm').read_text()}"


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def css_address(page: str) -> str:
    found = re.search(r'href="(/static/css/[^"]+)"', page)
    assert found, "the page names no style sheet"
    return found[1]


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clones") / "a clone"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
    (folder / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    return folder


@pytest.fixture(scope="session")
def served(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that nobody stops, at its first start."""
    site = Site(clone, tmp_path_factory.mktemp("served") / "var").wait_for_address()
    yield site
    site.stop()


@pytest.fixture
def start(clone: Path, served: Site, tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """Start the site again, on a copy of the data; whatever still runs at the end is stopped."""
    var = tmp_path / "var"
    shutil.copytree(served.var, var, ignore=shutil.ignore_patterns("*.sqlite3*"))
    source = sqlite3.connect(served.var / "colloquy.sqlite3")
    source.execute("VACUUM INTO ?", [str(var / "colloquy.sqlite3")])
    source.close()
    started: list[Site] = []

    def start(*arguments: str) -> Site:
        started.append(Site(clone, var, *arguments))
        return started[-1].wait_for_address()

    yield start
    for site in started:
        if site.process.poll() is None:
            site.stop()
