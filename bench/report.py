"""The rows of the report, and how each is measured."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from .load import PASSES, Client, half_sent, measure, percentile, post_replies, quietest, sign_in
from .posting import measure_posting
from .server import Server
from .writing import measure_writing

EMPTY = "/bench/empty/"
HALF_SENT = 120
HALF_SENT_SECONDS = 15


class Report:
    def __init__(self, seeded: dict[str, Any], *, quick: bool, only: str) -> None:
        self.pages = [page for page in seeded["pages"] if only in page["name"]]
        self.password = seeded["password"]
        self.essays: dict[str, str] = seeded["essays"]
        self.parents: dict[str, dict[str, int]] = seeded["parents"]
        self.drafts: dict[str, dict[str, Any]] = seeded["drafts"]
        self.text: int = seeded["text"]
        self.only = only
        self.share = 0.1 if quick else 1.0
        self.rows: list[dict[str, Any]] = []

    def add(self, name: str, **figures: Any) -> None:
        if self.only in name:
            self.rows.append({"row": name} | figures)

    def wants(self, name: str) -> bool:
        return self.only in name

    def measure_pages(self, server: Server) -> None:
        asked = {EMPTY: self.times(3000)}
        for page in self.pages:
            asked |= dict.fromkeys(
                (page["path"], page["static"]), self.times(100 if page["size"] >= 1_000 else 400)
            )
        found = quietest({path: measure(server, path, n) for path, n in asked.items()} for _ in range(PASSES))
        empty = found[EMPTY]
        self.rows.append({"row": "empty view", **_rounded(vars(empty))})
        for page in self.pages:
            figures, static = found[page["path"]], found[page["static"]]
            self.add(
                page["name"],
                **_rounded(vars(figures)),
                queries=page["queries"],
                cpu_to_empty=round(figures.cpu / empty.cpu, 1),
                cpu_to_static=round(figures.cpu / static.cpu, 1),
                rate_to_static=round(figures.per_second / static.per_second, 3),
            )
        self._compare_threads()

    def measure_news(self, server: Server) -> None:
        """What a page that is open asks now and then: where nothing changed, and where something did."""
        if not self.wants("news of"):
            return
        empty = measure(server, EMPTY, self.times(3000))
        for name, essay in self.essays.items():
            if not name.endswith("bushy"):
                continue
            client = Client(server.port)
            client.get(f"{essay}news/?since=0")
            asked = {
                "nothing new": ("since=999999999", {}),
                "all new": ("since=0", {}),
                "unchanged (304)": ("since=0", {"If-None-Match": client.etag}),
            }
            for said, (query, headers) in asked.items():
                status = 304 if headers else 200
                figures = measure(server, f"{essay}news/?{query}", self.times(1000), status=status, **headers)
                self.add(
                    f"news of {name}, {said}",
                    **_rounded(vars(figures)),
                    cpu_to_empty=round(figures.cpu / empty.cpu, 1),
                    rate_to_empty=round(figures.per_second / empty.per_second, 2),
                )

    def _compare_threads(self) -> None:
        """What GOALS.md asks of threads among themselves: first parts against ten replies, cost per reply."""
        found = {row["row"]: row for row in self.rows}
        ten, thousand = found.get("essay, 10 replies"), found.get("essay, 1,000 replies")
        if not ten:
            return
        for name, row in found.items():
            if name.startswith("essay, 10") and name != "essay, 10 replies":
                row["cpu_to_ten_replies"] = round(row["cpu"] / ten["cpu"], 2)
        if thousand:
            self.add(
                "each further reply",
                cpu_microseconds=round((thousand["cpu"] - ten["cpu"]) / 990 * 1000, 1),
                bytes_with_text=round((thousand["bytes"] - ten["bytes"]) / 990),
                bytes_beside_text=round((thousand["bytes"] - ten["bytes"]) / 990) - self.text,
            )

    def measure_posting(self, server: Server) -> None:
        if self.wants("post a reply"):
            measure_posting(self, server)

    def measure_writing(self, server: Server) -> None:
        if self.wants("save a long essay") or self.wants("save a short essay"):
            measure_writing(self, server)

    def measure_memory(self, server: Server) -> None:
        if not self.wants("memory"):
            return
        rest = server.memory_mib()
        sizes = {int(size): path for name, path in self.essays.items() if (size := name.split()[0]).isdigit()}
        longest = sizes[max(sizes)]
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: Client(server.port).get(longest), range(16)))
        after = server.memory_mib()
        self.add(
            "memory of the server, MiB",
            at_rest=round(rest),
            after_long_threads=round(after),
            to_rest=round(after / rest, 2),
        )

    def measure_slow_clients(self, server: Server) -> None:
        if not self.wants("slow clients"):
            return
        lines = half_sent(server.port, HALF_SENT)
        times, errors, end = [], 0, time.perf_counter() + HALF_SENT_SECONDS * self.share
        while time.perf_counter() < end:
            begin = time.perf_counter()
            try:
                status, _ = Client(server.port).get(next(iter(self.essays.values())))
                errors += status != 200
            except OSError:
                errors += 1
            times.append(time.perf_counter() - begin)
        for line in lines:
            line.close()
        self.add(
            f"slow clients: readers beside {HALF_SENT} half-sent requests",
            readers=len(times),
            errors=errors,
            p95=round(percentile(times, 95) * 1000, 1),
        )

    def measure_flood(self, server: Server) -> None:
        """One client sends 80 comments at once: how many are taken; others go on."""
        if not self.wants("flood"):
            return
        essay = next(iter(self.essays.values()))
        # Somebody who has posted nothing yet: the two others have, in the rows before, until just now.
        _, statuses = post_replies(self.writer(server, 2), essay, 80, lambda n: "", "flood")
        self.add(
            "flood: 80 comments of one client",
            taken=statuses.count(302),
            refused_with_429=statuses.count(429),
            others=sum(status not in (302, 429) for status in statuses),
            reader=Client(server.port).get(essay)[0],
        )

    def print(self) -> None:
        for row in self.rows:
            figures = "  ".join(f"{name} {value}" for name, value in row.items() if name != "row")
            print(f"{row['row']:72} {figures}")

    def writer(self, server: Server, number: int = 0) -> Client:
        client = Client(server.port)
        sign_in(client, f"writer{number}@bench.example", self.password)
        return client

    def times(self, count: int) -> int:
        return max(5, int(count * self.share))


def _rounded(figures: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, 2) if isinstance(value, float) else value for name, value in figures.items()}
