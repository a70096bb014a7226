"""`python -m scripts.architecture` draws docs/img/architecture.svg from the code: who is built on whom.

Read as text, nothing is imported: the apps in the order of their imports, the packages and modules of each,
an arc on the right for every import of one app by another, and one on the left, dashed, where an app's
template takes in what an app above it adds (an inclusion tag). tests/test_structure.py holds the order and
that the picture is the code's.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "img" / "architecture.svg"
# Each may import those to its right only.
APPS = ["config", "transfer", "comments", "studynotes", "blog", "sources", "courses", "accounts"]
SAID = {
    "config": "settings, addresses, error pages, the admin site",
    "transfer": "documents and clipboards in",
    "comments": "threads, moderation, notices",
    "studynotes": "topics, questions that mark, cards, terms",
    "blog": "essays: writing, publishing, citing, reading",
    "sources": "works, the checks of citations, styles, formats",
    "courses": "where, and who may see what",
    "accounts": "who, sign-in, letters, limits",
}
# What is no part of an app's own subject.
_PLUMBING = {"management", "migrations", "templatetags"}

_WIDTH, _LEFT, _BOX, _ROW, _HEAD, _GAP = 1170, 120, 114, 24, 34, 22
_PER_ROW = 7
_STYLE = """
text{font:12px system-ui,sans-serif;fill:#1d1d1f}.app{font-weight:600;font-size:15px}.said{fill:#5c5c66}
.band{fill:#f4f3ef}.part{fill:#fff;stroke:#c9c7bf}.arc{fill:none;stroke:#6b6b76;stroke-opacity:.65}
.tag{fill:none;stroke:#9a3324;stroke-dasharray:4 3}#head{fill:#6b6b76}#tags{fill:#9a3324}
@media(prefers-color-scheme:dark){text{fill:#ececf0}.said{fill:#a3a3ad}.band{fill:#222226}
.part{fill:#2c2c31;stroke:#4a4a52}.arc{stroke:#a3a3ad}.tag{stroke:#e58a7b}#head{fill:#a3a3ad}#tags{fill:#e58a7b}}
"""


def modules(app: str) -> list[Path]:
    """The modules of an app, migrations left out, in the order of their paths."""
    return sorted(path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)


def imports(path: Path) -> set[str]:
    """The top-level packages that a module imports from, wherever in it; relative imports left out."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").split(".")[0])
    return found


def built_on() -> dict[str, list[str]]:
    """By app the other apps that it imports, in their order."""
    return {
        app: [
            other for other in APPS if other != app and any(other in imports(path) for path in modules(app))
        ]
        for app in APPS
    }


def taken_in() -> dict[str, list[str]]:
    """By app the apps before it in the order whose tags its templates load."""
    homes = {path.stem: app for app in APPS for path in (ROOT / app).glob("templatetags/*.py")}
    return {
        app: [other for other in APPS[: APPS.index(app)] if other in {homes.get(one) for one in _loaded(app)}]
        for app in APPS
    }


def _loaded(app: str) -> set[str]:
    pages = (path.read_text(encoding="utf-8") for path in (ROOT / "templates" / app).rglob("*.html"))
    return {
        name for page in pages for told in re.findall(r"{% load ([\w ]+) %}", page) for name in told.split()
    }


def parts(app: str) -> list[str]:
    """Packages with a stroke at the end, then modules."""
    inside = [path for path in (ROOT / app).iterdir() if path.name not in _PLUMBING]
    packages = [f"{path.name}/" for path in inside if (path / "__init__.py").exists()]
    return sorted(packages) + sorted(
        path.stem for path in inside if path.suffix == ".py" and path.stem[0] != "_"
    )


def draw() -> str:
    """The picture as SVG: a band for each app, with its parts."""
    tops, bands, y = {}, [], _GAP
    for app in APPS:
        names = parts(app)
        height = _HEAD + _ROW * -(-len(names) // _PER_ROW) + 10
        tops[app] = y + height / 2
        bands += _band(app, names, y, height)
        y += height + _GAP
    right = _LEFT + _PER_ROW * _BOX + 20
    arcs = [_arc(tops, app, other, right, 1, "arc") for app, others in built_on().items() for other in others]
    arcs += [
        _arc(tops, app, other, _LEFT, -1, "tag") for app, others in taken_in().items() for other in others
    ]
    heads = "".join(
        f'<marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto"><path d="M0 0 8 4 0 8Z"/></marker>'
        for name in ("head", "tags")
    )
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {y}" role="img">',
        "<title>The apps of Colloquy, what each holds, and which are built on which</title>",
        f"<style>{_STYLE}</style><defs>{heads}</defs>",
        *bands,
        *arcs,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _band(app: str, names: Collection[str], y: int, height: int) -> list[str]:
    width = _PER_ROW * _BOX + 20
    drawn = [
        f'<rect class="band" x="{_LEFT}" y="{y}" width="{width}" height="{height}" rx="6"/>',
        f'<text class="app" x="{_LEFT + 12}" y="{y + 22}">{app}/</text>',
        f'<text class="said" x="{_LEFT + 124}" y="{y + 22}">{escape(SAID[app])}</text>',
    ]
    for n, name in enumerate(names):
        x, top = _LEFT + 10 + n % _PER_ROW * _BOX, y + _HEAD + n // _PER_ROW * _ROW
        if name.endswith("/"):
            drawn.append(f'<rect class="part" x="{x}" y="{top}" width="{_BOX - 6}" height="19" rx="3"/>')
        drawn.append(f'<text x="{x + 5}" y="{top + 14}">{name}</text>')
    return drawn


def _arc(tops: dict[str, float], app: str, other: str, x: int, side: int, kind: str) -> str:
    """From the app that needs to the one that is needed; the further apart, the wider."""
    steps = abs(APPS.index(other) - APPS.index(app))
    # A little apart where arcs begin and end, so that they can be told from each other.
    start, end = tops[app] + side * 5 * (steps - 3), tops[other] - side * 5 * (steps - 3)
    bow = x + side * (14 + 22 * steps)
    head = "head" if kind == "arc" else "tags"
    return (
        f'<path class="{kind}" marker-end="url(#{head})" '
        f'd="M{x} {start:g}C{bow} {start:g} {bow} {end:g} {x + side * 2} {end:g}"/>'
    )


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8")
