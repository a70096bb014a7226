"""What ./run does: prepare the site, then serve it until it is stopped."""

from __future__ import annotations

import argparse
import http.client
import os
import shutil
import socket
import sys
import time
from pathlib import Path

from . import environment
from .environment import PYTHON, variables
from .processes import ROOT, Child, call, fail, ignore_signals, say, stop_on_signals

USAGE = """\
Prepares and serves Colloquy on this machine, with a small class to look at.
Everything it keeps is in var/. Ctrl-C stops it.

What can be set in the environment: HOST (127.0.0.1), PORT (8000), COLLOQUY_VAR (another
folder than var/), DATABASE_URL, EMAIL_URL and the rest of docs/configuration.md."""

START_SECONDS = 60
# A thread waits for a request that arrives slowly, so there are more than are ever busy: with 8,
# a few dozen half-sent forms would stop the server. They are made when needed and end when idle.
SERVER_THREADS = 256
# Enough for what a request does; the script waits longer before it ends a process by force.
STOP_SECONDS = 5


def main() -> int:
    options = _options()
    stop_on_signals()
    host, port = _address()
    var = Path(os.environ.get("COLLOQUY_VAR") or ROOT / "var").resolve()
    var.mkdir(parents=True, exist_ok=True)
    in_use = f"Colloquy is running with the data in {var} already. Stop that one first."
    with environment.held(var, refusal=in_use):
        _check_free(host, port)
        if options.fresh:
            _start_over(var, ask=not options.yes)
        on_postgresql = os.environ.get("DATABASE_URL", "").startswith("postgres")
        environment.ensure("requirements-postgresql.txt" if on_postgresql else "requirements.txt")
        env = variables(COLLOQUY_VAR=str(var))
        env.setdefault("ALLOWED_HOSTS", ",".join(_names(host)))
        accounts = var / "demo-accounts.txt"
        before = _changed_at(accounts)
        if call([PYTHON, "-m", "scripts.prepare", accounts], env=env) != 0:
            fail("The site could not be prepared. The lines above say why.")
        return _serve(host, port, env, accounts, new_accounts=_changed_at(accounts) != before)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run", description=USAGE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--fresh", action="store_true", help="delete the database, the pictures and the demo accounts first"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask before deleting")
    return parser.parse_args()


def _address() -> tuple[str, int]:
    host = os.environ.get("HOST") or "127.0.0.1"
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        fail(f"PORT is {given!r}, which is no port: give a number from 1 to 65535.")
    return host, int(given)


def _check_free(host: str, port: int) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        fail(f"HOST is {host!r}, which is no address of this machine.")
    with socket.socket(family, kind, protocol) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except PermissionError:
            fail(f"You may not serve on port {port}. Choose one above 1023, for example: PORT=8000 ./run")
        except OSError:
            fail(
                f"Port {port} of {host} is in use. Stop what uses it, "
                f"or choose another port, for example: PORT={port % 65535 + 1} ./run"
            )


def _start_over(var: Path, *, ask: bool) -> None:
    if os.environ.get("DATABASE_URL"):
        fail(
            "--fresh deletes the database in var/ alone. DATABASE_URL names another one: empty that yourself."
        )
    say(f"This deletes the database, the pictures and the demo accounts in {var}.")
    if ask and not _confirmed():
        fail("Nothing was deleted. (Answer yes, or start with --fresh --yes.)")
    shutil.rmtree(var / "media", ignore_errors=True)
    for name in ("colloquy.sqlite3", "colloquy.sqlite3-wal", "colloquy.sqlite3-shm", "demo-accounts.txt"):
        (var / name).unlink(missing_ok=True)


def _confirmed() -> bool:
    try:
        return input("Type yes to go on: ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _names(host: str) -> list[str]:
    """The names by which a browser may ask for the site."""
    names = ["localhost", "127.0.0.1", "[::1]"]
    if host not in ("0.0.0.0", "::"):  # noqa: S104  (compared with, not bound to)
        return [*names, f"[{host}]" if ":" in host else host]
    own = socket.gethostname()
    try:
        return [*names, own, *socket.gethostbyname_ex(own)[2]]
    except OSError:
        return [*names, own]


def _changed_at(path: Path) -> float:
    return path.stat().st_mtime if path.exists() else 0


def server_command(host: str, port: int) -> list[str | Path]:
    """How the production server is started by itself: here, and by the benchmark."""
    return [PYTHON, "-m", "granian", *server_options(host, port)]


def server_options(host: str, port: int) -> list[str]:
    # Many threads are meant to be many: no warning about them. Errors of ours are Django's to log.
    options = (
        f"--interface wsgi --host {host} --port {port} --http 1 --no-ws --log-level error "
        f"--workers 1 --blocking-threads {SERVER_THREADS} --workers-kill-timeout {STOP_SECONDS}"
    )
    return [*options.split(), "config.wsgi:application"]


def _serve(host: str, port: int, env: dict[str, str], accounts: Path, *, new_accounts: bool) -> int:
    children: dict[str, Child] = {}
    try:
        for name, command in _commands(host, port).items():
            children[name] = Child(command, env=env)
        _wait_until_it_answers(host, port, children)
        _greet(host, port, accounts, new_accounts=new_accounts)
        while not (ended := _ended(children)):
            time.sleep(0.3)
        say(f"The {ended} has ended by itself, so everything stops. The lines above may say why.")
        return 1
    finally:
        ignore_signals()
        say("Stopping …")
        for child in children.values():
            child.ask_to_stop()
        for child in children.values():
            child.stop()


def _commands(host: str, port: int) -> dict[str, list[str | Path]]:
    if sys.platform == "linux":
        return {"site": [PYTHON, "-m", "scripts.serving", host, str(port)]}
    # Without checks, which load every page that it will not show; prepare.py has made ours.
    options = ("--skip-checks", "--no-reload", "--no-startup-delay")
    worker: list[str | Path] = [PYTHON, "manage.py", "db_worker", *options]
    return {"server": server_command(host, port), "background worker": worker}


def _ended(children: dict[str, Child]) -> str:
    return next((name for name, child in children.items() if child.has_ended()), "")


def _wait_until_it_answers(host: str, port: int, children: dict[str, Child]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if ended := _ended(children):
            fail(f"The {ended} could not start. The lines above say why.")
        if _answers(_reachable(host), port):
            return
        time.sleep(0.1)
    fail(f"The server did not answer within {START_SECONDS} seconds.")


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/health/")
        # Settings for a real address may refuse or redirect a question from this machine.
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _reachable(host: str) -> str:
    """Where this machine finds a server that listens on `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104


def _greet(host: str, port: int, accounts: Path, *, new_accounts: bool) -> None:
    name = _reachable(host)
    say(f"\nColloquy is at http://{f'[{name}]' if ':' in name else name}:{port}/ (Ctrl-C stops it)")
    if new_accounts:
        say(f"\n{accounts.read_text(encoding='utf-8')}\nThey are kept in {accounts}.")
    elif accounts.exists():
        say(f"Demo accounts: {accounts}")
    sys.stdout.flush()
