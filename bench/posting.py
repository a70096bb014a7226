"""The rows about posting: into short and long threads, at every depth, with and without readers to tell."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from .load import PASSES, Client, percentile, post_replies
from .server import Server

WRITERS = 8
# Neighbours of the machine come and go within a second: rows are compared round by round.
ROUNDS = 5
# What is compared: an essay's key, as prepare.py has it, and at which depths there is a comment to answer.
SHORT, LONG, CHAIN = "10 bushy", "10000 bushy", "10000 chain"
DEPTHS = {SHORT: (0, 2), LONG: (0, 2, 5, 9), CHAIN: (100,)}


class Rows(Protocol):
    essays: dict[str, str]
    parents: dict[str, dict[str, int]]

    def add(self, name: str, **figures: Any) -> None: ...
    def times(self, count: int) -> int: ...
    def writer(self, server: Server, number: int = 0) -> Client: ...


def measure_posting(rows: Rows, server: Server) -> None:
    """In PASSES, and of each row the one in which it cost least; but none is refused in any of them."""
    passes = [dict(_pass(rows, server)) for _ in range(PASSES)]
    least = {
        name: min((one[name] for one in passes), key=lambda figures: figures["cpu"]) for name in passes[0]
    }
    first = next(iter(least.values()))["cpu"]
    for name, figures in least.items():
        refused = sum(one[name]["refused"] for one in passes)
        ratio = {} if "writers" in name else {"cpu_to_first_row": round(figures["cpu"] / first, 2)}
        rows.add(name, **figures | {"refused": refused}, **ratio)


def _pass(rows: Rows, server: Server) -> Iterator[tuple[str, dict[str, Any]]]:
    client = rows.writer(server)
    told = "with 38 followers to tell"
    cases = {f"post a reply, alone, into {SHORT}": (SHORT, "")}
    for key in (SHORT, LONG, CHAIN):
        for depth in ("", *map(str, DEPTHS[key])):
            where = f"under depth {depth}" if depth else "of the first level"
            if (key, depth) != (SHORT, ""):
                parent = str(rows.parents[key][depth]) if depth else ""
                cases[f"post a reply, alone, into {key}, {where}"] = (key, parent)
    cases[f"post a reply, alone, into followed, {told}"] = ("followed", "")
    yield from _alone(rows, server, client, cases)
    yield f"post a reply, {WRITERS} writers", _together(rows, server, rows.essays[SHORT])
    yield f"post a reply, {WRITERS} writers, {told}", _together(rows, server, rows.essays["followed"])


def _alone(
    rows: Rows, server: Server, client: Client, cases: dict[str, tuple[str, str]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """One writer, one reply after another, in rounds: what is compared is side by side in each. CPU of one
    reply in milliseconds, without the best round and the worst."""
    count = rows.times(200) // ROUNDS or 1
    found: dict[str, list[tuple[float, list[float], list[int]]]] = {name: [] for name in cases}
    for key, parent in cases.values():
        post_replies(client, rows.essays[key], 3, lambda n, parent=parent: parent, "warm")  # type: ignore[misc]
    for _ in range(ROUNDS):
        for name, (key, parent) in cases.items():
            before = server.cpu_seconds()
            sent = post_replies(client, rows.essays[key], count, lambda n, parent=parent: parent, "alone")  # type: ignore[misc]
            found[name].append(((server.cpu_seconds() - before) / count * 1000, *sent))
    for name, rounds in found.items():
        times = [one for _, part, _ in rounds for one in part]
        statuses = [one for _, _, part in rounds for one in part]
        cpu = statistics.mean(sorted(cpu for cpu, _, _ in rounds)[1:-1])
        yield name, {"cpu": round(cpu, 2), **_figures(times, statuses)}


def _together(rows: Rows, server: Server, essay: str) -> dict[str, Any]:
    count = rows.times(100)
    clients = [rows.writer(server, n % 2) for n in range(WRITERS)]
    before, begin = server.cpu_seconds(), time.perf_counter()
    with ThreadPoolExecutor(WRITERS) as pool:
        done = list(
            pool.map(lambda client: post_replies(client, essay, count, lambda n: "", "crowd"), clients)
        )
    seconds = time.perf_counter() - begin
    times = [t for part, _ in done for t in part]
    cpu = (server.cpu_seconds() - before) / len(times) * 1000
    statuses = [status for _, part in done for status in part]
    return {
        "per_second": round(len(times) / seconds),
        "cpu": round(cpu, 2),
        **_figures(times, statuses),
    }


def _figures(times: list[float], statuses: Sequence[int]) -> dict[str, Any]:
    return {
        "p50": round(percentile(times, 50) * 1000, 1),
        "p99": round(percentile(times, 99) * 1000, 1),
        "refused": sum(status != 302 for status in statuses),
    }
