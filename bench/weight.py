"""The row about weight: what a first visit to an essay fetches, compressed as a proxy does it."""

from __future__ import annotations

import gzip
import re
from typing import Any

from .load import Client
from .server import Server


def weigh(server: Server, path: str) -> dict[str, Any]:
    """Bytes: HTML with its style sheets, its scripts, and the fonts of Latin letters as they are."""
    client = Client(server.port)
    html = client.get(path)[1]
    linked = dict.fromkeys(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', html.decode()))
    files = {address: client.get(address)[1] for address in linked}
    styles = [data for address, data in files.items() if address.endswith(".css")]
    told = b"".join(styles).decode()
    faces = re.findall(r'@font-face\{[^}]*url\("?(?:\.\./|/static/)([^")]+)"?\)', told)
    latin = {face for face in faces if "-latin-" in face and "-ext-" not in face}
    return {
        "html": _packed(html),
        "first_flight": _packed(html) + sum(map(_packed, styles)),
        "scripts": sum(_packed(data) for address, data in files.items() if address.endswith(".js")),
        "fonts": sum(len(client.get(f"/static/{face}")[1]) for face in latin),
    }


def _packed(data: bytes) -> int:
    return len(gzip.compress(data, 9))
