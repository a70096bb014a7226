"""Pandoc as a child process, here for citations and in transfer/documents for whole texts."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypandoc

DEFAULT_TIMEOUT = 15.0  # seconds; 200 sources with 600 citations take 3
MAX_QUESTION_LENGTH = 4_000_000  # bytes of JSON, sources and citations together
HEAP_LIMIT = "-M256M"
HEAP_EXHAUSTED = 251  # the exit code of a Haskell program that reached its limit


class Reason(StrEnum):
    TOO_LARGE = "too large"
    TIME_OUT = "time-out"
    MEMORY = "memory"
    FAILED = "failed"
    BAD_ANSWER = "bad answer"
    MISSING = "pandoc is not installed"


class RenderingFailed(Exception):
    """Pandoc gave no answer that can be used; whoever asked leaves the words as they were typed."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail


@cache
def version() -> str:
    """Such as "3.9"."""
    return run(["--version"], b"", timeout=DEFAULT_TIMEOUT)[0].split(maxsplit=2)[1].decode()


@cache
def api_version() -> tuple[int, ...]:
    """The version of the syntax tree that the binary reads and writes."""
    answer, _ = run(["--from=markdown", "--to=json"], b"", timeout=DEFAULT_TIMEOUT)
    return tuple(json.loads(answer)["pandoc-api-version"])


def ask(
    document: dict[str, Any], items: Sequence[dict[str, Any]], *, style_file: Path, timeout: float
) -> tuple[dict[str, Any], list[str]]:
    """`document` with its citations and the bibliography filled in, and pandoc's warnings.

    Raises RenderingFailed where pandoc takes more than `timeout` seconds or 256 MB, fails, or answers with
    something else than a document.
    """
    question, references = _bytes(document), _bytes(items)
    if len(question) + len(references) > MAX_QUESTION_LENGTH:
        raise RenderingFailed(Reason.TOO_LARGE)
    with TemporaryDirectory(prefix="citations-") as folder:
        bibliography = Path(folder) / "bibliography.json"
        bibliography.write_bytes(references)
        options = ["--from=json", "--to=json", "--citeproc", "--sandbox", f"--data-dir={folder}"]
        files = [f"--csl={style_file}", f"--bibliography={bibliography}"]
        answer, messages = run([*options, *files], question, timeout=timeout)
    try:
        answered = json.loads(answer)
    except (ValueError, RecursionError) as error:  # thousands of quotation marks in one another
        raise RenderingFailed(Reason.BAD_ANSWER, str(error)) from error
    return answered, [line for line in messages.splitlines() if line.strip()]


def run(arguments: list[str], given: bytes, *, timeout: float, heap: str = "") -> tuple[bytes, str]:
    """What pandoc writes to its output, and its messages. Its `arguments` are ours, `given` is anybody's.

    Raises RenderingFailed where it takes more than `timeout` seconds or `heap`, or fails.
    """
    try:
        command = [pypandoc.get_pandoc_path(), *arguments, "+RTS", heap or HEAP_LIMIT, "-RTS"]
        done = subprocess.run(command, input=given, capture_output=True, timeout=timeout, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise RenderingFailed(Reason.TIME_OUT, f"after {timeout} s") from error
    except OSError as error:
        raise RenderingFailed(Reason.MISSING, str(error)) from error
    messages = done.stderr.decode(errors="replace")
    if done.returncode == HEAP_EXHAUSTED:
        raise RenderingFailed(Reason.MEMORY)
    if done.returncode:
        raise RenderingFailed(Reason.FAILED, messages.strip()[:500])
    return done.stdout, messages


def _bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
