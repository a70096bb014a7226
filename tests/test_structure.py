"""The shape of the code: who may import whom, what only one module may do, and how long things get."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.architecture import APPS, PICTURE, ROOT, draw, imports, modules

MODULES = [path for app in APPS for path in modules(app)]
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("*/README.md"))]

MAX_MODULE_LINES = 300
MAX_TEMPLATE_LINES = 120
MAX_VIEW_LINES = 25


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def app(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def views(path: Path) -> Iterator[ast.FunctionDef]:
    """Functions of a module that take a request first."""
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == "request":
            yield node


def test_every_app_has_its_place_in_the_order() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert packages == set(APPS)


def test_imports_point_to_the_right() -> None:
    found = {
        name(path): left for path in MODULES if (left := imports(path) & set(APPS[: APPS.index(app(path))]))
    }
    assert found == {}


def test_imports_inside_an_app_are_relative() -> None:
    """Commands stand three folders deep, where a relative import is no longer the clearer one."""
    modules = [path for path in MODULES if "management" not in path.parts]
    assert [name(path) for path in modules if app(path) in imports(path)] == []


def test_moderation_imports_nothing_of_what_asks_it() -> None:
    """Writers' changes are judged by it: the other way round neither could be read without the other."""
    modules = [path for path in MODULES if path.parent == ROOT / "comments" / "moderation"]
    asks = re.compile(r"^\s*(from \.\.writing\b|from \.\. import .*\bwriting\b)", re.MULTILINE)
    assert [name(path) for path in modules if asks.search(path.read_text(encoding="utf-8"))] == []


def test_only_markup_makes_html_safe() -> None:
    makes_safe = re.compile(r"\bmark_safe\b|\bSafe(String|Text)\(|\bis_safe\b|\b__html__\b")
    found = [name(path) for path in MODULES if makes_safe.search(path.read_text(encoding="utf-8"))]
    assert found == ["blog/markup.py"]


def test_no_template_makes_html_safe() -> None:
    unsafe = re.compile(r"\|\s*safe(seq)?\b|{%\s*autoescape\s+off")
    assert [name(path) for path in TEMPLATES if unsafe.search(path.read_text(encoding="utf-8"))] == []


def test_no_template_carries_script_or_style() -> None:
    """The content security policy would block it, and only the reader would notice."""
    inline = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=", re.IGNORECASE)
    # Mails are no pages, and bring their styles along.
    pages = [path for path in TEMPLATES if path.parent.name != "mail"]
    found = [name(path) for path in pages if inline.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_modules_stay_short() -> None:
    assert {name(path): lines(path) for path in MODULES if lines(path) > MAX_MODULE_LINES} == {}


def test_templates_stay_short() -> None:
    assert {name(path): lines(path) for path in TEMPLATES if lines(path) > MAX_TEMPLATE_LINES} == {}


def test_views_stay_short() -> None:
    long = {
        f"{name(path)}: {view.name}": length
        for path in MODULES
        for view in views(path)
        if (length := (view.end_lineno or 0) - view.lineno + 1) > MAX_VIEW_LINES
    }
    assert long == {}


def test_the_picture_is_the_codes() -> None:
    """Drawn anew by: python -m scripts.architecture"""
    assert PICTURE.read_text(encoding="utf-8") == draw()


@pytest.mark.parametrize("doc", DOCS, ids=name)
def test_what_a_document_names_is_there(doc: Path) -> None:
    """Files by their path, templates without their folder too; and after a module’s name what it defines."""
    told = doc.read_text(encoding="utf-8")
    paths = re.findall(r"`((?:[\w-]+/)+[\w.-]+\.(?:py|html|js|css|svg|md))(?=[`:])", told)
    names = re.findall(r"`((?:\w+/)+\w+\.py): ?([\w.]+)`", told)
    places = (ROOT, ROOT / "templates")
    assert [path for path in paths if not any((place / path).exists() for place in places)] == []
    assert [(path, one) for path, one in names if one not in defined(ROOT / path)] == []


def defined(path: Path) -> set[str]:
    """What a module defines at its top level, and the methods of its classes as Class.method."""
    found = set()
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
            inner = node.body if isinstance(node, ast.ClassDef) else []
            found |= {f"{node.name}.{one.name}" for one in inner if isinstance(one, ast.FunctionDef)}
        for target in node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]:
            if isinstance(target, ast.Name):
                found.add(target.id)
    return found
