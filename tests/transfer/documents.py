"""Real documents for tests: made by pandoc as they run, and those that tests/data keeps."""

from __future__ import annotations

import io
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import pypandoc

from tests.makers import picture_bytes

DATA = Path(__file__).resolve().parent.parent / "data"
ESSAY = (DATA / "documents" / "essay.md").read_text(encoding="utf-8")
WORD_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@cache
def made(markdown: str, format_: str) -> bytes:
    """A document of that format that pandoc makes, with a picture "pic.png" at hand."""
    folder = _folder()
    command = [pypandoc.get_pandoc_path(), "--from=markdown", f"--to={format_}", "--standalone", "--output=-"]
    done = subprocess.run(command, input=markdown.encode(), capture_output=True, cwd=folder, check=True)
    return done.stdout


@cache
def _folder() -> Path:
    from tempfile import mkdtemp

    folder = Path(mkdtemp(prefix="documents-"))
    (folder / "pic.png").write_bytes(picture_bytes(format="PNG"))
    return folder


def clipboard(name: str) -> str:
    return (DATA / "clipboard" / name).read_text(encoding="utf-8")


def kept(name: str) -> bytes:
    return (DATA / "documents" / name).read_bytes()


def changed(archive: bytes, **files: bytes | None) -> bytes:
    """`archive` with some files written anew, added or (None) left out; "__" in a name stands for "/"."""
    new = {name.replace("__", "/"): data for name, data in files.items()}
    return with_files(archive, new)


def with_files(archive: bytes, new: dict[str, bytes | None]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made_,
    ):
        for name in old.namelist():
            if name not in new:
                made_.writestr(name, old.read(name))
        for name, data in new.items():
            if data is not None:
                made_.writestr(name, data)
    return out.getvalue()


def part(archive: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.read(name)
