"""The row about weight: what a first visit to the essay of the class fetches.

That page as `./run` serves it, and none of the benchmark's own, which weigh what is asked of their threads.
Static files count as a browser is sent them; pages leave the site as they are, and are packed as proxies do.
"""

from __future__ import annotations

import gzip
import re
import tempfile
from pathlib import Path

from . import starting
from .load import Client
from .server import free_port

ESSAY = "/courses/russia-20th-century/essays/the-cult-of-personality-stalin-edition/"


def measured() -> dict[str, int]:
    """Bytes: HTML with its style sheets, its scripts, and the fonts of Latin letters as they are."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="colloquy-bench-") as name, starting.running(Path(name), port):
        # What the worker makes of the essay weighs too.
        starting.wait_for_rest(Path(name))
        return _weigh(Client(port))


def _weigh(client: Client) -> dict[str, int]:
    status, html = client.get(ESSAY)
    if status != 200:
        raise SystemExit(f"{ESSAY} answered {status}")
    linked = dict.fromkeys(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', html.decode()))
    files = {address: client.get(address, **{"Accept-Encoding": "gzip"})[1] for address in linked}
    styles = [data for address, data in files.items() if address.endswith(".css")]
    told = b"".join(map(_unpacked, styles)).decode()
    faces = re.findall(r'@font-face\{[^}]*url\("?(?:\.\./|/static/)([^")]+)"?\)', told)
    latin = {face for face in faces if "-latin-" in face and "-ext-" not in face}
    page = len(gzip.compress(html, 9))
    return {
        "html": page,
        "first_flight": page + sum(map(len, styles)),
        "scripts": sum(len(data) for address, data in files.items() if address.endswith(".js")),
        "fonts": sum(len(client.get(f"/static/{face}")[1]) for face in latin),
    }


def _unpacked(data: bytes) -> bytes:
    """What is too small to gain by it is sent as it is."""
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
