"""What is left after the server was killed: `python -m bench.durability`, see README.md in this folder.

Several people post without a pause while the server is killed again and again (SIGKILL, all its processes at
once) and started anew. Who got no answer sends the same form once more, as a browser does. In the end every
comment whose sending was answered must be there once, in its own words.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Event, Thread

from .load import Client, sign_in, token
from .server import Server, free_port, run_python

KILLS, WRITERS = 10, 4
# Letters that a broken encoding or a broken page would not survive.
WORDS = "“Stalin’s” Культ, naïve – 3 < 4 & so *on* (Freeze 347); 𝔸, "


@dataclass
class Outcome:
    """`lost`, `doubled` and `damaged` count comments whose sending was answered."""

    kills: int
    writers: int
    acknowledged: int = 0
    sent_again: int = 0
    refused: int = 0
    lost: int = 0
    doubled: int = 0
    damaged: int = 0
    disagreements: list[str] = field(default_factory=list)
    longest_start_seconds: float = 0.0

    @property
    def wrong(self) -> int:
        """Comments that are not as they were acknowledged, or were refused, and what does not agree."""
        return self.refused + self.lost + self.doubled + self.damaged + len(self.disagreements)


class Writer(Thread):
    """Posts to one essay until told to stop, and knows which comments were acknowledged: id to words."""

    def __init__(self, port: int, essay: str, account: tuple[str, str], number: int) -> None:
        super().__init__(daemon=True)
        self.client, self.essay, self.number = Client(port), essay, number
        self.random = random.Random(number)
        self.acknowledged: dict[int, str] = {}
        self.sent_again = self.refused = 0
        self.stop = Event()
        sign_in(self.client, *account)

    def run(self) -> None:
        n = 0
        while not self.stop.is_set():
            n += 1
            body = f"{WORDS}{self.number}-{n} " + "x" * self.random.randrange(2_000)
            self._post(body)
        self.client.connection.close()

    def _post(self, body: str) -> None:
        page = self._insist("GET", {})
        parent = self.random.choice(["", *map(str, self.acknowledged)])
        names = ("csrfmiddlewaretoken", "submission", "writer")
        fields = {name: token(page, name) for name in names} | {"body": body, "parent": parent}
        self._insist("POST", fields)
        found = re.search(r"#comment-(\d+)$", self.client.location)
        if found:
            self.acknowledged[int(found[1])] = body
        else:
            self.refused += 1

    def _insist(self, method: str, fields: dict[str, str]) -> bytes:
        """Send until there is an answer: while the server is dead, and the same form again after it."""
        while True:
            try:
                if method == "GET":
                    return self.client.get(self.essay)[1]
                return self.client.post(f"{self.essay}reply/", fields)[1]
            except (OSError, http.client.HTTPException):
                self.client.connection.close()
                self.sent_again += method == "POST"
                time.sleep(0.05)


def torture(
    var: Path, essay: str, accounts: Sequence[tuple[str, str]], *, kills: int, seconds: tuple[float, float]
) -> Outcome:
    """Kill the server on the data in `var` that often, after so many seconds each time, and see what is left.

    `accounts` are e-mail and password of those who write, one each, on the essay at that address.
    """
    outcome = Outcome(kills, len(accounts))
    server = Server(var, free_port())
    with contextlib.ExitStack() as stack:
        stack.enter_context(server)
        writers = [Writer(server.port, essay, account, n) for n, account in enumerate(accounts)]
        for writer in writers:
            writer.start()
        for _ in range(kills):
            time.sleep(random.uniform(*seconds))
            server.kill()
            server.__enter__()
            outcome.longest_start_seconds = max(outcome.longest_start_seconds, round(server.start_seconds, 2))
        time.sleep(seconds[0])
        for writer in writers:
            writer.stop.set()
        for writer in writers:
            writer.join(60)
    _compare(outcome, var, writers)
    return outcome


def _compare(outcome: Outcome, var: Path, writers: Sequence[Writer]) -> None:
    with contextlib.closing(sqlite3.connect(var / "colloquy.sqlite3")) as database:
        outcome.disagreements += [
            found for (found,) in database.execute("PRAGMA integrity_check") if found != "ok"
        ]
        stored = dict(database.execute("SELECT id, body FROM comments_comment"))
    times = Counter(stored.values())
    for writer in writers:
        outcome.acknowledged += len(writer.acknowledged)
        outcome.sent_again += writer.sent_again
        outcome.refused += writer.refused
        for pk, body in writer.acknowledged.items():
            outcome.lost += pk not in stored
            outcome.damaged += stored.get(pk, body) != body
            outcome.doubled += times[body] > 1
    try:
        run_python(var, "manage.py", "check_consistency")
    except subprocess.CalledProcessError as error:
        outcome.disagreements += error.stdout.splitlines()


def measured(kills: int = KILLS, writers: int = WRITERS) -> Outcome:
    """On a small class of its own, in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="colloquy-durability-") as folder:
        var = Path(folder)
        seeded = json.loads(run_python(var, "-m", "bench.prepare", "small", str(writers)))
        accounts = [(f"writer{n}@bench.example", seeded["password"]) for n in range(writers)]
        essay = next(iter(seeded["essays"].values()))
        return torture(var, essay, accounts, kills=kills, seconds=(0.5, 2.0))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.durability", description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--writers", type=int, default=WRITERS)
    options = parser.parse_args()
    outcome = measured(options.kills, options.writers)
    for name, figure in asdict(outcome).items():
        print(f"{name.replace('_', ' '):24}{figure}")
    sys.exit(bool(outcome.wrong))


if __name__ == "__main__":
    main()
