"""What the look promises: weight, contrast, nothing from elsewhere. See docs/design.md."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from config.storage import minified

from .world import COURSE, SEED

STATIC = Path(settings.BASE_DIR) / "static"
SHEETS = sorted((STATIC / "css").glob("*.css"))
ESSAY = f"/courses/{COURSE}/essays/{SEED}/"
# One first flight: what a server sends before it hears from the reader.
FIRST_FLIGHT = 14 * 1024
MOST_SCRIPT = 10 * 1024
MOST_FONTS = 100 * 1024
TEXT, GROUNDS = ("ink", "muted", "accent", "good", "warn", "bad"), ("paper", "raised", "tint")
AA = 4.5
AA_EDGE = 3.0


def _packed(data: bytes) -> int:
    return len(gzip.compress(data, 9))


def _linked(html: str, ending: str) -> list[Path]:
    found = re.findall(rf'(?:href|src)="/static/([^"]+\.{ending})"', html)
    return [STATIC / name for name in dict.fromkeys(found)]


@pytest.fixture
def seed_page(world: None, db: None) -> bytes:
    return Client().get(ESSAY).content


def test_the_seed_essay_and_its_styles_fit_into_one_flight(seed_page: bytes) -> None:
    sheets = _linked(seed_page.decode(), "css")
    assert len(sheets) == 5
    served = [minified(sheet.read_text()).encode() for sheet in sheets]
    assert _packed(seed_page) + sum(map(_packed, served)) <= FIRST_FLIGHT


def test_the_scripts_of_an_essay_are_small(seed_page: bytes) -> None:
    scripts = _linked(seed_page.decode(), "js")
    assert scripts
    assert sum(_packed(script.read_bytes()) for script in scripts) <= MOST_SCRIPT


def test_the_fonts_of_a_page_in_latin_are_small() -> None:
    faces = re.findall(r"@font-face\{[^}]*url\(\"\.\./([^\"]+)\"\)[^}]*\}", _tokens())
    latin = [STATIC / name for name in faces if "-latin-" in name and "-ext-" not in name]
    assert len(latin) == 5
    assert sum(font.stat().st_size for font in latin) <= MOST_FONTS


def test_every_font_is_used_and_has_its_licence() -> None:
    files = {path.name for path in (STATIC / "fonts").glob("*.woff2")}
    assert files == set(re.findall(r"fonts/([^\"]+)", _tokens()))
    assert len(list((STATIC / "fonts").glob("OFL-*.txt"))) == 2


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_styles_ask_for_nothing_from_elsewhere(sheet: Path) -> None:
    assert not re.search(r"@import|https?:|url\((?![\"']?\.\./fonts/)", sheet.read_text())


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", TEXT)
def test_text_has_contrast(name: str, scheme: int) -> None:
    colours = _colours()
    assert min(_contrast(colours[name][scheme], colours[ground][scheme]) for ground in GROUNDS) >= AA


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_buttons_and_fields_have_contrast(scheme: int) -> None:
    colours = _colours()
    assert _contrast("#ffffff", colours["fill"][scheme]) >= AA
    assert _contrast(colours["edge"][scheme], colours["paper"][scheme]) >= AA_EDGE


def _tokens() -> str:
    return (STATIC / "css" / "tokens.css").read_text()


def _colours() -> dict[str, tuple[str, str]]:
    found = re.findall(r"--([a-z]+): light-dark\((#\w+), (#\w+)\)", _tokens())
    return {name: (light, dark) for name, light, dark in found}


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2, 1.4.3: the ratio of the relative luminances."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
