"""The server and the background worker, forked from one process that has loaded the site.

What they keep as it was loaded (libraries, models, pages) is in memory once: two processes that load it each
have 60 MiB more. For Linux; elsewhere ./run starts the two by themselves, because forks may harm there.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from importlib import import_module

from .processes import (
    GRACE_SECONDS,
    end_with_parent,
    give_memory_back,
    ignore_signals,
    name_process,
    say,
    stop_on_signals,
)
from .site import server_options

LOADED = ("config.wsgi", "granian.cli", "scripts.working")
WORKER = "background worker"


def main(host: str, port: int) -> None:
    """Until it is asked to stop, or one of the two has ended. A worker that has grown is replaced."""
    _load()
    from .working import HAS_GROWN

    parts = {_fork("granian", lambda: _serve(host, port)): "server", _fork("db_worker", _work): WORKER}
    first = os.getpid()
    stop_on_signals()
    try:
        while True:
            pid, status = os.wait()
            part, code = parts.pop(pid), os.waitstatus_to_exitcode(status)
            if (part, code) != (WORKER, HAS_GROWN):
                say(f"The {part} has ended with {code}.")
                sys.exit(1)
            parts[_fork("db_worker", _work)] = WORKER
    finally:
        # A worker that was forked in between leaves by here, too.
        if os.getpid() == first:
            _end(parts)


def _end(parts: Iterable[int]) -> None:
    """Ask each once; what does not end then is ended by force."""
    ignore_signals()
    for pid in parts:
        os.kill(pid, signal.SIGTERM)
    latest = time.monotonic() + GRACE_SECONDS
    for pid in parts:
        while not os.waitpid(pid, os.WNOHANG)[0]:
            if time.monotonic() > latest:
                os.kill(pid, signal.SIGKILL)
            time.sleep(0.02)


def _load() -> None:
    for name in LOADED:
        import_module(name)
    # A look for cycles would write into what is shared, and so copy it.
    gc.freeze()
    from django.db import connections

    # One of SQLite's must not be carried over a fork.
    connections.close_all()


def _fork(name: str, part: Callable[[], None]) -> int:
    if pid := os.fork():
        return pid
    end_with_parent()
    name_process(name)
    part()
    sys.exit()


def _serve(host: str, port: int) -> None:
    from granian.cli import cli

    # granian does as this says, and from Python 3.14 on it says something else by itself.
    multiprocessing.set_start_method("fork")
    cli(server_options(host, port), auto_envvar_prefix="GRANIAN")


def _work() -> None:
    from .working import work

    give_memory_back()
    work()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
