"""The production server on a database of its own, and what it costs."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from scripts.site import server_command

BASE_DIR = Path(__file__).resolve().parent.parent
TICK = os.sysconf("SC_CLK_TCK")


def run_python(var: Path, *arguments: str) -> str:
    """What Python prints that is run with `arguments` on the site with the data in `var`."""
    environment = os.environ | {"COLLOQUY_VAR": str(var), "DJANGO_SETTINGS_MODULE": "bench.settings"}
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        cwd=BASE_DIR,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """granian as `./run` starts it. A context manager: stopped at the end."""

    def __init__(self, var: Path, port: int, *, limits: bool = False) -> None:
        self.port = port
        self.environment = os.environ | {
            "COLLOQUY_VAR": str(var),
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "COLLOQUY_RATE_LIMITS": str(limits),
        }

    def __enter__(self) -> Server:
        begin = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, *map(str, server_command("127.0.0.1", self.port)[1:])],
            env=self.environment,
            cwd=BASE_DIR,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()
        self.start_seconds = time.perf_counter() - begin
        return self

    def __exit__(self, *exc: object) -> None:
        self.process.terminate()
        self.process.wait(20)

    def kill(self) -> None:
        """SIGKILL to all its processes, as at a loss of power: nobody may tidy up."""
        for pid in self.pids():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(20)

    def _wait(self) -> None:
        for _ in range(200):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            try:
                connection.request("GET", "/bench/empty/")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                time.sleep(0.1)
            finally:
                connection.close()
        raise RuntimeError("the server did not start within 20 seconds")

    def pids(self) -> list[int]:
        return family(self.process.pid)

    def cpu_seconds(self) -> float:
        """User and system time of all server processes so far."""
        ticks = 0
        for pid in self.pids():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / TICK

    def memory_mib(self) -> float:
        return sum(map(pss_mib, self.pids()))


def family(parent: int) -> list[int]:
    """A process and all below it."""
    found, queue = [], [parent]
    while queue:
        pid = queue.pop()
        found.append(pid)
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            queue += [int(child) for child in task.read_text().split()]
    return found


def pss_mib(pid: int) -> float:
    """The proportional set size of a process, now: what it shares with others counts by its part."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
