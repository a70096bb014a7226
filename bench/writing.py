"""The row about saving a long essay with pictures: what the writer waits for, beside a short one."""

from __future__ import annotations

import time
from typing import Any, Protocol

from .load import Client, percentile, token
from .server import Server

LONG, SHORT = "long essay", "short essay"


class Rows(Protocol):
    drafts: dict[str, dict[str, Any]]

    def add(self, name: str, **figures: Any) -> None: ...
    def times(self, count: int) -> int: ...
    def writer(self, server: Server, number: int = 0) -> Client: ...


def measure_writing(rows: Rows, server: Server) -> None:
    client = rows.writer(server)
    short = _save(rows, server, client, SHORT)
    _save(rows, server, client, LONG, compared_to=short)


def _save(rows: Rows, server: Server, client: Client, name: str, *, compared_to: float = 0.0) -> float:
    """One save after another, each with a word more. Returns the CPU of one, in milliseconds."""
    draft, count = rows.drafts[name], rows.times(20)
    _, page = client.get(draft["path"])
    fields = draft["fields"] | {"csrfmiddlewaretoken": token(page, "csrfmiddlewaretoken"), "intent": "save"}
    before, times, refused = server.cpu_seconds(), [], 0
    for number in range(count):
        fields["body"] += f"\n\nAdded {number}."
        begin = time.perf_counter()
        status, _ = client.post(draft["path"], fields)
        times.append(time.perf_counter() - begin)
        refused += status != 302
    cpu = (server.cpu_seconds() - before) / count * 1000
    ratio = {"cpu_to_short_essay": round(cpu / compared_to, 1)} if compared_to else {}
    rows.add(
        f"save a {name}",
        cpu=round(cpu, 1),
        p50=round(percentile(times, 50) * 1000, 1),
        p99=round(percentile(times, 99) * 1000, 1),
        refused=refused,
        **ratio,
    )
    return cpu
