"""A PostgreSQL to throw away: a data folder, a port and a process of its own, for tests on that database."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .processes import fail

# Where Debian keeps the programs that it does not put on PATH.
DEBIAN = Path("/usr/lib/postgresql")
# PostgreSQL refuses to run as root. Whoever of these is there runs it then.
UNPRIVILEGED = ("postgres", "nobody")
# Nothing of this is to survive: no waiting for the disk.
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def find() -> Path | None:
    """The folder with initdb and pg_ctl, of the newest version where there are several."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Its address, as DATABASE_URL has it. It is stopped, and its folder deleted, at the end."""
    programs = find()
    if programs is None:
        fail("There is no PostgreSQL here: neither initdb on PATH nor one in /usr/lib/postgresql.")
    folder = Path(tempfile.mkdtemp(prefix="colloquy-postgresql-"))
    data, port, user = folder / "data", _free_port(), _user()
    if user:
        shutil.chown(folder, user)
    try:
        _call([programs / "initdb", "-D", data, "-U", "colloquy", "-A", "trust", "-E", "UTF8", "-N"], user)
        options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} {QUICK}"
        control = [programs / "pg_ctl", "-D", data, "-w"]
        _call([*control, "-l", folder / "log", "-o", options, "start"], user)
        try:
            yield f"postgres://colloquy@127.0.0.1:{port}/postgres"
        finally:
            _call([*control, "-m", "immediate", "stop"], user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> str | None:
    """Whom to run it as; None for oneself."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in UNPRIVILEGED if name in names), None)


def _call(command: list[Any], user: str | None) -> None:
    # What it has open outlives pg_ctl with the server: so a file, and not a pipe that would not end.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(word) for word in command], cwd="/", user=user, stdout=output, stderr=output, check=False
        )
        if done.returncode:
            output.seek(0)
            fail(f"{command[0]} failed:\n{output.read()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
