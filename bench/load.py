"""Requests as clients make them: one after another on a kept-alive connection, or several at once."""

from __future__ import annotations

import http.client
import re
import socket
import statistics
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

from .server import TICK, Server

# What is compared is measured so often, in passes minutes apart.
PASSES = 2


@dataclass(frozen=True)
class Figures:
    """What one address costs. Times in milliseconds; `cpu` is of all server processes per request,
    `first_byte` the median time until an answer begins."""

    cpu: float
    first_byte: float
    p50: float
    p99: float
    per_second: float
    bytes: int


class Client:
    """One browser: a connection that stays open, and its cookies."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.location = self.etag = ""  # where the last answer leads to, and its version
        self.first_byte = 0.0  # and the seconds until it began

    def get(self, path: str, **more: str) -> tuple[int, bytes]:
        return self._send("GET", path, None, more)

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, bytes]:
        return self._send("POST", path, urlencode(fields))

    def _send(
        self, method: str, path: str, body: str | None, more: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= more or {}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begin = time.perf_counter()
        self.connection.request(method, path, body, {k: v for k, v in headers.items() if v})
        response = self.connection.getresponse()
        self.first_byte = time.perf_counter() - begin
        content = response.read()
        self.location = response.headers.get("Location", "")
        self.etag = response.headers.get("ETag", "")
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return response.status, content


def measure(
    server: Server, path: str, requests: int, *, clients: int = 4, status: int = 200, **headers: str
) -> Figures:
    """Get `path` again and again: first by one client, for times and CPU, then by several at once."""
    client = Client(server.port)
    for _ in range(max(3, requests // 10)):
        answered, content = client.get(path, **headers)
    if answered != status:
        raise RuntimeError(f"{path} answered {answered}")
    client.cookies.clear()
    before, times, first_bytes = server.cpu_seconds(), [], []
    for _ in range(requests):
        begin = time.perf_counter()
        client.get(path, **headers)
        client.cookies.clear()
        times.append(time.perf_counter() - begin)
        first_bytes.append(client.first_byte)
    # The kernel counts in ticks: what takes less than one is told as one.
    cpu = max(server.cpu_seconds() - before, 1 / TICK) / requests
    return Figures(
        cpu=cpu * 1000,
        first_byte=statistics.median(first_bytes) * 1000,
        p50=statistics.median(times) * 1000,
        p99=percentile(times, 99) * 1000,
        per_second=_rate(server.port, path, requests, clients, headers),
        bytes=len(content),
    )


def quietest(passes: Iterable[dict[str, Figures]]) -> dict[str, Figures]:
    """Of each path the pass in which it cost least: what else the machine does only adds."""
    first, *others = passes
    return {
        path: min([figures, *(more[path] for more in others)], key=_cpu) for path, figures in first.items()
    }


def _cpu(figures: Figures) -> float:
    return figures.cpu


def _rate(port: int, path: str, requests: int, clients: int, headers: dict[str, str]) -> float:
    def one(_: int) -> None:
        client = Client(port)
        for _ in range(requests // clients or 1):
            client.get(path, **headers)
            client.cookies.clear()

    begin = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(one, range(clients)))
    return (requests // clients or 1) * clients / (time.perf_counter() - begin)


def percentile(values: list[float], rank: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * rank // 100)]


def token(page: bytes, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"|value="([^"]*)" name="{name}"'.encode(), page)
    return (found[1] or found[2]).decode() if found else ""


def sign_in(client: Client, email: str, password: str) -> None:
    _, page = client.get("/accounts/login/")
    fields = {"login": email, "password": password, "csrfmiddlewaretoken": token(page, "csrfmiddlewaretoken")}
    status, _ = client.post("/accounts/login/", fields)
    if status != 302:
        raise RuntimeError(f"signing in answered {status}")


def post_replies(
    client: Client, essay: str, count: int, parent: Callable[[int], str], text: str
) -> tuple[list[float], list[int]]:
    """Post `count` replies to the essay at that address; seconds and status of each."""
    _, page = client.get(essay)
    csrf = token(page, "csrfmiddlewaretoken")
    times, statuses = [], []
    for n in range(count):
        # Every form is a new one; an unsigned submission id is replaced by the server, never refused.
        fields = {"body": f"{text} {n} {time.time_ns()}", "parent": parent(n), "submission": ""}
        begin = time.perf_counter()
        status, _ = client.post(f"{essay}reply/", fields | {"csrfmiddlewaretoken": csrf})
        times.append(time.perf_counter() - begin)
        statuses.append(status)
    return times, statuses


def half_sent(port: int, count: int) -> list[socket.socket]:
    """Requests whose body never ends, as from `count` clients on a bad line."""
    sockets = []
    for _ in range(count):
        line = socket.create_connection(("127.0.0.1", port), timeout=30)
        line.sendall(
            b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n"
            b"Content-Length: 1000\r\n\r\nhalf"
        )
        sockets.append(line)
    return sockets
