"""`./run`, started for real."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from .conftest import Site, css_address, wait_until

HALF_A_HEADER = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: a"
HALF_A_FORM = (
    b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: colloquy_csrf=" + b"a" * 32 + b"\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\nlogin="
)

SHARED_KIB = 32 * 1024
FORKED = pytest.mark.skipif(sys.platform != "linux", reason="there is no /proc here, and nothing is forked")


def run(clone: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, clone / "run", *arguments],
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_first_start_prints_the_accounts_it_keeps(served: Site) -> None:
    kept = (served.var / "demo-accounts.txt").read_text()
    assert kept.count("@colloquy.example") == 7
    assert kept in served.output


def test_accounts_file_is_its_owners_alone(served: Site) -> None:
    assert stat.S_IMODE((served.var / "demo-accounts.txt").stat().st_mode) == 0o600


def test_seed_essay_is_read(served: Site) -> None:
    page, _ = served.get("/")
    assert "The Cult of Personality" in page


def test_static_files_are_hashed_and_cached_for_ever(served: Site) -> None:
    page, _ = served.get("/")
    _, headers = served.get(css_address(page))
    assert "immutable" in headers["Cache-Control"]


@FORKED
@pytest.mark.parametrize("part", ["db_worker", "granian"])
def test_what_is_loaded_is_in_memory_once(served: Site, part: str) -> None:
    """Of its 69 MiB each writes to some, and shares the rest."""
    pid = max(pid for pid, command in served.processes().items() if part in command)
    told = Path(f"/proc/{pid}/smaps_rollup").read_text().split()
    assert int(told[told.index("Shared_Dirty:") + 1]) > SHARED_KIB


@FORKED
def test_a_worker_that_has_grown_is_followed_by_another(served: Site) -> None:
    """The class has nine pictures, and their copies leave more in memory than a worker may keep."""
    wait_until(lambda: len(served.workers()) > 1)
    assert len(served.workers()) > 1
    assert "has ended" not in served.output


@pytest.mark.parametrize("half", [HALF_A_HEADER, HALF_A_FORM], ids=["header", "form"])
def test_120_half_sent_requests_cost_readers_nothing(served: Site, half: bytes) -> None:
    def read(number: int) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{served.port}/health/", timeout=10) as answer:
            return int(answer.status)

    waiting = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(120)]
    try:
        for connection in waiting:
            connection.sendall(half)
        with ThreadPoolExecutor(5) as readers:
            assert Counter(readers.map(read, range(100))) == {200: 100}
    finally:
        for connection in waiting:
            connection.close()


def test_port_in_use_gets_a_sentence(served: Site, clone: Path, tmp_path: Path) -> None:
    second = run(clone, PORT=str(served.port), COLLOQUY_VAR=str(tmp_path))
    assert second.returncode == 1
    assert f"Port {served.port} of 127.0.0.1 is in use." in second.stderr


def test_data_in_use_gets_a_sentence(served: Site, clone: Path) -> None:
    second = run(clone, "--fresh", "--yes", PORT="1", COLLOQUY_VAR=str(served.var))
    assert second.returncode == 1
    assert "is running with the data in" in second.stderr
    assert (served.var / "colloquy.sqlite3").exists()


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "８０.5"])
def test_bad_port_gets_a_sentence(clone: Path, tmp_path: Path, port: str) -> None:
    answer = run(clone, PORT=port, COLLOQUY_VAR=str(tmp_path))
    assert answer.returncode == 1
    assert "which is no port" in answer.stderr


def test_bad_host_gets_a_sentence(clone: Path, tmp_path: Path) -> None:
    answer = run(clone, HOST="not an address", COLLOQUY_VAR=str(tmp_path))
    assert answer.returncode == 1
    assert "which is no address" in answer.stderr


def test_second_start_keeps_the_data_and_repeats_nothing(served: Site, start: Callable[..., Site]) -> None:
    site = start()
    assert "The Cult of Personality" in site.get("/")[0]
    kept = [(one.var / "demo-accounts.txt").read_text() for one in (site, served)]
    assert kept[0] == kept[1]
    assert not [word for word in ("Installing", "Loading", "Collecting") if word in site.output]


def test_fresh_start_forgets_the_data(served: Site, start: Callable[..., Site]) -> None:
    site = start("--fresh", "--yes")
    assert "Loading the class" in site.output
    assert (site.var / "demo-accounts.txt").read_text() != (served.var / "demo-accounts.txt").read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_stops_everything(start: Callable[..., Site], number: signal.Signals) -> None:
    site = start()
    assert len(site.processes()) >= 4  # the script, the server and its one process, the worker
    assert site.stop(number) == 128 + number
    assert site.processes() == {}


def test_killed_script_takes_its_children_along(start: Callable[..., Site]) -> None:
    site = start()
    site.stop(signal.SIGKILL)
    wait_until(lambda: not site.processes())
    assert site.processes() == {}


@FORKED
def test_a_worker_that_hangs_holds_nothing_up(start: Callable[..., Site]) -> None:
    site = start()
    server, worker = (
        min(pid for pid, command in site.processes().items() if part in command)
        for part in ("granian", "db_worker")
    )
    os.kill(worker, signal.SIGSTOP)
    os.kill(server, signal.SIGKILL)
    assert site.process.wait(60) == 1
    assert site.processes() == {}


@pytest.mark.parametrize("part", ["db_worker", "granian"])
def test_child_that_ends_stops_everything(start: Callable[..., Site], part: str) -> None:
    site = start()
    victim = min(pid for pid, command in site.processes().items() if part in command)
    os.kill(victim, signal.SIGKILL)
    assert site.process.wait(60) == 1
    assert "has ended by itself" in site.output
    assert site.processes() == {}
