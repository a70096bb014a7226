"""How long `./run` takes to start again, and what it has in memory then: `python -m bench.starting`.

The first start makes a folder of its own: database, class, static files. Those after it are timed, from the
call to the first answer of the home page; the memory is that of the last one, when the worker has done all
that the class needs, and is at rest.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .server import BASE_DIR, family, free_port, pss_mib

TIMES = 5
PATIENCE = 120.0
# A worker that has nothing to do tidies up a little more.
REST = 5.0
# What waits for its time is no work yet; what need not wait has the end of times in that column.
_TO_DO = """
    SELECT count(*) FROM django_tasks_database_dbtaskresult
    WHERE status IN ('READY', 'RUNNING') AND NOT run_after BETWEEN ? AND '9998-01-01'
"""


@contextlib.contextmanager
def running(var: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    env = os.environ | {"COLLOQUY_VAR": str(var), "PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, BASE_DIR / "run"], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for_home(port)
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_for_home(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
            if answer.status == 200:
                return
        time.sleep(0.01)
    raise SystemExit(f"./run did not answer within {PATIENCE:.0f} seconds.")


def wait_for_rest(var: Path) -> None:
    """The first start leaves the worker a minute of work: copies of pictures, references, styles."""
    deadline = time.monotonic() + 5 * PATIENCE
    with contextlib.closing(sqlite3.connect(var / "colloquy.sqlite3")) as database:
        while database.execute(_TO_DO, [f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}"]).fetchone()[0]:
            if time.monotonic() > deadline:
                raise SystemExit("The worker has still work to do.")
            time.sleep(0.5)
    time.sleep(REST)


def _memory(parent: int) -> dict[str, float]:
    """MiB by process, and of all."""
    found: dict[str, float] = {}
    for pid in family(parent):
        # The name of what was forked; that of a program is the interpreter's.
        name = Path(f"/proc/{pid}/comm").read_text().strip()
        name = name if name in ("granian", "db_worker") else "run and what forks"
        found[name] = round(found.get(name, 0) + pss_mib(pid), 1)
    return {"all": round(sum(found.values()), 1), **found}


def measured(times: int = TIMES) -> dict[str, Any]:
    """Seconds of the first start, and of `times` later ones; MiB (PSS) at rest, by process and of all."""
    seconds: list[float] = []
    memory: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="colloquy-bench-") as folder:
        for n in range(times + 1):
            begin = time.perf_counter()
            with running(Path(folder), free_port()) as process:
                seconds.append(time.perf_counter() - begin)
                if n == times:
                    wait_for_rest(Path(folder))
                    memory = _memory(process.pid)
    first, *again = (round(one, 2) for one in seconds)
    return {
        "first_start_seconds": first,
        "second_start_seconds": {"median": statistics.median(again), "longest": max(again)},
        "memory_at_rest_mib": memory,
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.starting", description=__doc__)
    parser.add_argument("--times", type=int, default=TIMES, help="how many starts are timed")
    print(json.dumps(measured(parser.parse_args().times), indent=2))


if __name__ == "__main__":
    main()
