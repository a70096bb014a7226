"""What the site shall cost, and the page docs/performance.md, which holds what was measured against it."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

BASE_DIR = Path(__file__).resolve().parent.parent
PAGE = BASE_DIR / "docs" / "performance.md"
TEMPLATE = BASE_DIR / "bench" / "performance.md"
Rows = Sequence[dict[str, Any]]


class Goal(NamedTuple):
    """`figure` of the rows whose name matches `rows` (the worst of them) shall be at most, or at least, this.

    `why` is said where it is not.
    """

    subject: str
    unit: str
    rows: str
    figure: str
    at_most: float | None = None
    at_least: float | None = None
    why: str = ""


GOALS = (
    Goal("An essay with 10 replies, signed out", "ms of CPU", "essay, 10 replies", "cpu", at_most=5),
    Goal("… its first byte, alone", "ms", "essay, 10 replies", "first_byte", at_most=6),
    Goal("… its queries", "", "essay, 10 replies", "queries", at_most=6),
    Goal("An essay with 1,000 replies on one page", "ms of CPU", "essay, 1,000 replies", "cpu", at_most=18),
    Goal(
        "… its first byte, alone",
        "ms",
        "essay, 1,000 replies",
        "first_byte",
        at_most=15,
        why="The page is sent when its thread is drawn: all that it costs but the sending comes first.",
    ),
    Goal("… its queries", "", "essay, 1,000 replies", "queries", at_most=6),
    Goal(
        "First part of 10,000 and 100,000 replies, four shapes",
        "× the page with 10",
        r"essay, 100?,000 replies.*",
        "cpu_to_ten_replies",
        at_most=2,
        why="A bushy first part holds 150 comments beside 10, of 50 branches. Most of what it costs more "
        "is to find which comments these are, and to read them; the rest to draw them and to say what is "
        "folded below each branch.",
    ),
    Goal("Each further reply", "µs of CPU", "each further reply", "cpu_microseconds", at_most=20),
    Goal(
        "… its markup beside its text of 455",
        "bytes",
        "each further reply",
        "bytes_beside_text",
        at_most=350,
    ),
    Goal("An index of 20 essays", "ms of CPU", "index of 20", "cpu", at_most=6),
    Goal("… its queries", "", "index of 20", "queries", at_most=4),
    Goal("Posting a reply, alone", "ms, p99", "post a reply, alone, into 10 bushy", "p99", at_most=20),
    Goal(
        "… into 10,000 replies, at any depth",
        "× into 10",
        r"post a reply, alone, into 10000.*",
        "cpu_to_first_row",
        at_most=1.2,
        why="Depth 100 costs hardly more than the first level of its thread: the rest is what else the "
        "machine did between two rounds.",
    ),
    Goal(
        "… eight writers at once",
        "a second",
        "post a reply, 8 writers",
        "per_second",
        at_least=250,
        why="One process has one lock of Python's, so that it writes as many as the CPU of one reply (the "
        "row below) fits into a second. Two fifths of that are the transaction, for which the others wait; "
        "the rest comes before: session, account, essay, form, Markdown. The floor of 590 is an INSERT.",
    ),
    Goal("… refused or lost among them", "", r"post a reply, 8 writers.*", "refused", at_most=0),
    Goal("Saving an essay of 20,000 words with 200 pictures", "ms of CPU", "save a long essay", "cpu", 1000),
    Goal("Marking 500 key terms in 20,000 words", "ms of CPU", "mark 500 terms.*", "cpu", at_most=50),
    Goal(
        "First visit: the essay's HTML and styles, compressed",
        "bytes",
        "weight.*",
        "first_flight",
        at_most=14_336,
    ),
    Goal("… its scripts, compressed", "bytes", "weight.*", "scripts", at_most=10_240),
    Goal("… its fonts, in Latin", "bytes", "weight.*", "fonts", at_most=102_400),
    Goal(
        "Server, worker and database at rest",
        "MiB",
        "second ./run",
        "memory_at_rest",
        at_most=150,
        why="One process loads the site and forks the server and the worker, which share what none of them "
        "writes to. Python counts references in what it uses, so that a part of it becomes their own.",
    ),
    Goal(
        "After four pages of 10,000 replies and more at once",
        "× at rest",
        "memory.*",
        "to_rest",
        at_most=1.25,
    ),
    Goal("Second ./run, to its first answer", "s", "second ./run", "seconds", at_most=5),
    Goal("Start after SIGKILL", "s", "killed.*", "longest_start_seconds", at_most=5),
    Goal("Readers beside 120 half-sent requests", "ms, p95", "slow clients.*", "p95", at_most=3000),
    Goal("… errors among them", "", "slow clients.*", "errors", at_most=0),
    Goal("10 SIGKILLs under 4 writers: lost, doubled, damaged", "", "killed.*", "wrong", at_most=0),
    Goal("One client's 80 comments in a minute: taken", "", "flood.*", "taken", at_most=20),
    Goal("… neither taken nor answered with 429", "", "flood.*", "others", at_most=0),
)


def page(rows: Rows, *, quick: bool) -> str:
    """docs/performance.md: each goal with what was measured, what was missed, and every row."""
    table, missed = [], []
    for goal in GOALS:
        found = worst(goal, rows)
        holds = found is not None and _holds(goal, found)
        asked = f"≤ {goal.at_most:,g}" if goal.at_most is not None else f"≥ {goal.at_least:,g}"
        said = "not measured" if found is None else f"{found:,g}"
        asked = f"{asked} {goal.unit}".rstrip()
        table.append(f"| {goal.subject} | {asked} | {said} | {'yes' if holds else '**no**'} |")
        if not holds:
            missed.append(f"- **{goal.subject.removeprefix('… ')}**: {said}, asked {asked}. {goal.why}")
    return TEMPLATE.read_text(encoding="utf-8").format(
        machine=_machine()
        + (", with `--quick`: a tenth of the requests, no thread of 100,000" if quick else ""),
        goals="\n".join(table),
        missed="\n".join(missed or ["Nothing."]),
        rows="\n".join(f"- {row['row']}: {_figures(row)}" for row in rows),
    )


def worst(goal: Goal, rows: Rows) -> float | None:
    """The figure of `goal` that is furthest from it; None where nothing was measured."""
    found = [row[goal.figure] for row in rows if re.fullmatch(goal.rows, row["row"]) and goal.figure in row]
    return None if not found else max(found) if goal.at_most is not None else min(found)


def _holds(goal: Goal, found: float) -> bool:
    return found <= goal.at_most if goal.at_most is not None else found >= (goal.at_least or 0)


def _figures(row: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value:,}" for name, value in row.items() if name != "row")


def _machine() -> str:
    model = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    told = (
        f"{datetime.now(UTC):%d %B %Y}".lstrip("0"),
        f"commit {_commit()}",
        f"{os.cpu_count()} cores" + (f" of {model[1]}" if model else ""),
        f"Python {platform.python_version()}",
        "SQLite",
    )
    return ", ".join(told)


def _commit() -> str:
    command = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, cwd=BASE_DIR, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
