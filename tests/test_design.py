"""What the look promises: weight, contrast, nothing from elsewhere. See docs/design.md."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

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
# Half steps of 0.25 rem: between a label and its field, and around what is small.
HALF_STEPS = {0.125, 0.375}
# The viewer is a dark room in either scheme; cards are printed; the stock admin has variables of its own.
OWN_COLOURS = {"figures.css", "cards.css", "admin.css", "tokens.css"}
APPS = ("accounts", "blog", "comments", "config", "courses", "sources", "studynotes", "transfer")


def _packed(data: bytes) -> int:
    return len(gzip.compress(data, 9))


def _sent(place: Path) -> int:
    """As `./run` sends it: what would gain nothing is not packed."""
    packed = place.with_name(f"{place.name}.gz")
    return (packed if packed.exists() else place).stat().st_size


def _linked(html: str, ending: str) -> list[Path]:
    found = re.findall(rf'(?:href|src)="/static/([^"]+\.{ending})"', html)
    return [STATIC / name for name in dict.fromkeys(found)]


@pytest.fixture
def seed_page(world: None, db: None) -> bytes:
    return Client().get(ESSAY).content


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> Path:
    """Our static files as they are served: packed, with digests in their names."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "config.storage.StaticStorage"}}
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_the_seed_essay_and_its_styles_fit_into_one_flight(collected: Path, seed_page: bytes) -> None:
    sheets = re.findall(r'href="/static/([^"]+\.css)"', seed_page.decode())
    assert len(sheets) == 4
    assert all(re.fullmatch(r"css/[a-z]+\.[\da-f]{6}\.css", sheet) for sheet in sheets)
    assert _packed(seed_page) + sum(_sent(collected / sheet) for sheet in sheets) <= FIRST_FLIGHT


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


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_type_has_one_scale(sheet: Path) -> None:
    fonts = " ".join(re.findall(r"(?<!-)font(?:-size)?: ([^;}]+)", _rules(sheet)))
    assert set(re.findall(r"(?<![\w./])[\d.]+(?:rem|px)", fonts)) <= {"1rem"}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_space_has_one_scale(sheet: Path) -> None:
    spaces = " ".join(re.findall(r"(?:margin|padding|gap)[a-z-]*: ([^;}]+)", _rules(sheet)))
    steps = {abs(float(step)) for step in re.findall(r"(?<![\w.])-?([\d.]+)rem", spaces)}
    assert {step for step in steps if step % 0.25} <= HALF_STEPS


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_colours_are_tokens(sheet: Path) -> None:
    if sheet.name not in OWN_COLOURS:
        found = set(re.findall(r"#[\da-f]{3,8}\b|rgb\([^)]*\)", _rules(sheet)))
        assert found <= {"#0000", "#000", "#fff", "rgb(0 0 0 / 35%)"}


def test_mails_have_the_colours_of_the_pages() -> None:
    """A mail has no variables, so they are written out."""
    frame = Path(settings.BASE_DIR, "templates", "mail", "_frame.html").read_text()
    assert set(re.findall(r"#[\da-f]{6}\b", frame)) <= set(re.findall(r"#[\da-f]{6}\b", _tokens()))
    assert tuple(re.findall(r"^ *a { color: (#\w+); }", frame, re.M)) == _colours()["accent"]
    assert tuple(re.findall(r"^ *\.go {[^}]* background: (#\w+);", frame, re.M)) == _colours()["fill"]


def test_the_admin_has_the_accent_of_the_pages() -> None:
    """Its own variable of that name stands above the token."""
    copied = re.search(r"--accent: light-dark\((#\w+), (#\w+)\)", (STATIC / "css" / "admin.css").read_text())
    assert copied
    assert copied.groups() == _colours()["accent"]


def test_every_colour_of_text_is_one_whose_contrast_is_known() -> None:
    """On grounds of their own stand the words of buttons, and the colour of paper on ink."""
    named = {
        name for sheet in SHEETS for name in re.findall(r"(?<![-\w])color: *var\(--([\w-]+)\)", _rules(sheet))
    }
    assert named - {"on-fill", "paper"} <= set(TEXT)


def test_every_class_of_a_sheet_is_given_to_something() -> None:
    """Those of the stock admin apart, which are Django's."""
    ours = [sheet for sheet in SHEETS if not sheet.name.startswith("admin")]
    found = {
        name
        for sheet in ours
        for rule in re.findall(r"[^{};]+(?=\{)", _rules(sheet))
        for name in re.findall(r"\.([a-z][\w-]*)", re.sub(r"\[[^\]]*\]", "", rule))
    }
    root = Path(settings.BASE_DIR)
    places = [*root.glob("templates/**/*.html"), *STATIC.glob("js/*.js")]
    places += [place for app in APPS for place in (root / app).glob("**/*.py")]
    given = set(re.findall(r"[a-zA-Z][\w-]*", " ".join(place.read_text("utf-8") for place in places)))
    # A number is put behind the names of a few: depth-4, look-2.
    assert not {name for name in found - given if name.rstrip("0123456789") not in given}


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


def _rules(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)


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
