"""The parts of ./run that need no start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts import site
from scripts.processes import ROOT


@pytest.fixture
def var(tmp_path: Path) -> Path:
    for name in ("colloquy.sqlite3", "colloquy.sqlite3-wal", "demo-accounts.txt", "secret-key"):
        (tmp_path / name).write_text("kept")
    (tmp_path / "media").mkdir()
    return tmp_path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_fresh_deletes_what_was_written_and_keeps_the_key(var: Path) -> None:
    site._start_over(var, ask=False)
    assert names(var) == {"secret-key"}


@pytest.mark.parametrize("answer", ["", "no", "nope", "yesterday"])
def test_fresh_deletes_nothing_without_a_yes(var: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr("builtins.input", lambda prompt: answer)
    with pytest.raises(SystemExit, match="Nothing was deleted"):
        site._start_over(var, ask=True)
    assert "colloquy.sqlite3" in names(var)


def test_fresh_deletes_after_a_yes(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda prompt: "Yes")
    site._start_over(var, ask=True)
    assert "colloquy.sqlite3" not in names(var)


def test_fresh_leaves_another_database_alone(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///colloquy")
    with pytest.raises(SystemExit, match="DATABASE_URL"):
        site._start_over(var, ask=False)
    assert "media" in names(var)


@pytest.mark.parametrize(
    ("host", "name"), [("192.0.2.7", "192.0.2.7"), ("2001:db8::1", "[2001:db8::1]"), ("0.0.0.0", "localhost")]
)
def test_site_may_be_asked_for_by_its_address(host: str, name: str) -> None:
    assert name in site._names(host)


_ENCODES = """
import io
from PIL import Image
from scripts.processes import give_memory_back

def megabytes():
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon:")) // 1024

give_memory_back()
before = megabytes()
for _ in range(2):
    picture = Image.effect_noise((2400, 1600), 50).convert("RGB")
    for width in (480, 960, 1600):
        picture.resize((width, width * 2 // 3)).save(io.BytesIO(), "AVIF", quality=60, speed=8)
del picture
print(megabytes() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="there is no /proc here")
def test_worker_gives_back_what_a_picture_took() -> None:
    """75 MB stay where it is not told to."""
    command = [sys.executable, "-c", _ENCODES]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert int(done.stdout) < 30
