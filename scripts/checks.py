"""What ./test does: every check of the sources, then the tests."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
from typing import IO

from . import chromium, environment, postgresql
from .environment import PYTHON, variables
from .processes import ROOT, Child, fail, say, stop_on_signals

USAGE = """\
Usage: ./test              every check (lint, format, templates, types, settings, migrations), then all tests
       ./test PATH…        the given tests alone; whatever stands here goes to pytest as it is
       ./test --postgresql [PATH…]   those of the discussion, or the given ones, on a PostgreSQL of their own

It sets up what it needs. COLLOQUY_CHROMIUM names a browser to use instead of the one on PATH."""

MANAGE = (PYTHON, "manage.py")
CHECKS = {
    "lint": (PYTHON, "-m", "ruff", "check", "--quiet", "."),
    "format": (PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."),
    "templates": (PYTHON, "-m", "djlint", "--lint", "--quiet", "templates"),
    "types": (PYTHON, "-m", "mypy", "."),
    "deployment": (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"),
    "migrations": (*MANAGE, "makemigrations", "--check", "--dry-run"),
}
# A browser test waits for what is saved seconds later: one more than cores keeps all of them busy meanwhile.
WORKERS = (os.cpu_count() or 1) + 1
# The order of ./test is random, and the same for everybody: what fails there fails again. By hand each run
# has its own (docs/testing.md).
SEED = "--randomly-seed=1929877771"
# As an installation for real use has it: docs/configuration.md.
REAL_USE = {
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "colloquy.example",
    "EMAIL_URL": "smtp://mail.colloquy.example:25",
    "HTTPS": "1",
    "DEBUG": "0",
}


def main() -> int:
    arguments = sys.argv[1:]
    if arguments in (["-h"], ["--help"]):
        say(USAGE)
        return 0
    stop_on_signals()
    environment.ensure("requirements-dev.txt")
    # The tests keep away from the data of ./run.
    env = variables(COLLOQUY_VAR=str(ROOT / "var" / "test"))
    if not arguments:
        _check(env)
    env["COLLOQUY_CHROMIUM"] = chromium.find_or_install()
    if arguments[:1] == ["--postgresql"]:
        return _test_on_postgresql(arguments[1:] or ["tests/comments"], env)
    return _test(arguments or ["-n", str(WORKERS), "--dist", "worksteal", SEED], env)


def _check(env: dict[str, str]) -> None:
    """Run all checks side by side and show what each has to say; exit when one has failed."""
    (ROOT / "var" / "test").mkdir(parents=True, exist_ok=True)
    running: list[tuple[str, Child, IO[str]]] = []
    failed = []
    try:
        for name, command in CHECKS.items():
            output: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
            running.append((name, Child(command, env={**env, **REAL_USE}, output=output), output))
        for name, child, output in running:
            if child.wait() == 0:
                say(f"{name}: ok")
                continue
            failed.append(name)
            output.seek(0)
            say(f"{name}: FAILED\n{output.read()}")
    finally:
        for _, child, output in running:
            child.stop()
            output.close()
    if failed:
        fail(f"Failed: {', '.join(failed)}. The tests were not run.")


def _test_on_postgresql(arguments: list[str], env: dict[str, str]) -> int:
    with postgresql.running() as address:
        child = Child([PYTHON, "-m", "pytest", *arguments], env={**env, "DATABASE_URL": address})
        return child.wait()


def _test(arguments: list[str], env: dict[str, str]) -> int:
    command = [str(PYTHON), "-m", "pytest", *arguments]
    if os.name == "posix":
        # In our place, so that signals and the terminal are pytest's own.
        sys.stdout.flush()
        os.chdir(ROOT)
        os.execve(command[0], command, env)
    return subprocess.call(command, cwd=ROOT, env=env)
