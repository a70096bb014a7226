"""Child processes that never outlive the script that started them."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent
# What the server allows the requests that it is answering, and a little more.
GRACE_SECONDS = 8
PR_SET_PDEATHSIG = 1
PR_SET_NAME = 15
M_TRIM_THRESHOLD = -1
# To encode a picture takes 60 MB. glibc keeps what it was once asked for, unless it is told how much it may.
MOST_KEPT = 128 * 1024
# What asks a process to end; Windows has no SIGHUP.
ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def fail(text: str) -> NoReturn:
    sys.stdout.flush()
    sys.exit(text)


def stop_on_signals() -> None:
    """Turn the signals that end a process into SystemExit, so that every `finally` still runs."""

    def stop(number: int, frame: Any) -> NoReturn:
        sys.exit(128 + number)

    for number in ENDING:
        signal.signal(number, stop)


def ignore_signals() -> None:
    """A second Ctrl-C must not interrupt the tidying up that the first one asked for."""
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)


def end_with_parent() -> None:
    """Called in a new child: where the kernel can (Linux), the end of its parent ends it too."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def name_process(name: str) -> None:
    """What lists of processes call this one, which was forked."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_NAME, name.encode())


def give_memory_back() -> None:
    """To the system, where the C library is glibc: as MALLOC_TRIM_THRESHOLD_ says at a start."""
    if LIBC is not None and hasattr(LIBC, "mallopt"):
        LIBC.mallopt(M_TRIM_THRESHOLD, MOST_KEPT)


def own_memory() -> int:
    """KiB that this process has written to and shares with no other (Linux)."""
    told = Path("/proc/self/smaps_rollup").read_text().split()
    return int(told[told.index("Private_Dirty:") + 1])


class Child:
    """A process in a group of its own, so that what it starts can be ended with it."""

    def __init__(
        self, command: Sequence[str | Path], *, env: Mapping[str, str], output: IO[Any] | None = None
    ):
        groups: dict[str, Any] = {}
        if os.name == "posix":
            groups = {"start_new_session": True, "preexec_fn": end_with_parent}
        self.process = subprocess.Popen(
            [str(word) for word in command],
            cwd=ROOT,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            **groups,
        )
        self.is_asked = False

    def wait(self) -> int:
        """Its exit status. It is stopped when we are interrupted meanwhile."""
        try:
            return self.process.wait()
        finally:
            self.stop()

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def ask_to_stop(self) -> None:
        """Once: to be asked again is to the worker to drop the task that it is at."""
        if not self.is_asked and not self.has_ended():
            self.is_asked = True
            self.process.terminate()

    def stop(self) -> None:
        """End it: by asking, then by force, together with whatever it left behind."""
        self.ask_to_stop()
        try:
            self.process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if os.name == "posix":
            # Mostly nothing is left of the group.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


def call(command: Sequence[str | Path], *, env: Mapping[str, str]) -> int:
    """Run a command to its end and return its exit status."""
    sys.stdout.flush()
    return Child(command, env=env).wait()
