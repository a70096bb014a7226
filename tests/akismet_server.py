"""Akismet, played by a real server on this machine that speaks its protocol."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from accounts import akismet_check


class Akismet(ThreadingHTTPServer):
    answer = b"false"
    status = 200
    asked: list[tuple[str, dict[str, list[str]]]]
    goes_on = Event()


class Handler(BaseHTTPRequestHandler):
    server: Akismet

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append((self.path, parse_qs(body)))
        if not self.server.goes_on.wait(10):
            return
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.answer)))
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class ToThisMachine(httpx.HTTPTransport):
    """What would leave the machine goes to our server instead."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.port = port

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert request.url.host == "rest.akismet.com"
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port)
        return super().handle_request(request)


@pytest.fixture
def akismet(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Akismet]:
    settings.AKISMET_KEY, settings.AKISMET_BLOG = "a-key", "https://essays.example.edu/"
    server = Akismet(("127.0.0.1", 0), Handler)
    server.asked = []
    server.goes_on.set()
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    monkeypatch.setattr(akismet_check, "transport", lambda: ToThisMachine(server.server_port))
    akismet_check.client.cache_clear()
    yield server
    akismet_check.client.cache_clear()
    server.shutdown()
    server.server_close()
