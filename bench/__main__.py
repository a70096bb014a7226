"""`python -m bench`: see README.md in this folder."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from . import durability, goals, report, starting, weight
from .server import Server, free_port, run_python

KILLED, STARTED = "killed ten times under four writers", "second ./run"
WEIGHT = "weight of the class's essay, first visit"


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="colloquy-bench-") as folder:
        var = Path(folder)
        print("Seeding …", file=sys.stderr)
        run_python(var, "manage.py", "collectstatic", "--noinput")
        seeded = json.loads(run_python(var, "-m", "bench.prepare", "quick" if options.quick else "full"))
        rows = report.Report(seeded, quick=options.quick, only=options.only)
        _measure_starts(rows)
        marking = [_measure_terms(var)]
        with Server(var, free_port()) as server:
            rows.measure_pages(server)
            rows.measure_news(server)
            rows.measure_posting(server)
            rows.measure_writing(server)
            rows.measure_memory(server)
            rows.measure_slow_clients(server)
        marking.append(_measure_terms(var))
        rows.add(**min(marking, key=lambda row: row["cpu"]))
        with Server(var, free_port(), limits=True) as server:
            rows.measure_flood(server)
            rows.add("start of the server", seconds=round(server.start_seconds, 2))
    rows.print()
    if options.json:
        Path(options.json).write_text(json.dumps(rows.rows, indent=2) + "\n")
    if options.write:
        goals.PAGE.write_text(goals.page(rows.rows, quick=options.quick), encoding="utf-8")


def _measure_terms(var: Path) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(run_python(var, "-m", "bench.terms"))
    return row


def _measure_starts(rows: report.Report) -> None:
    """In folders of their own."""
    if rows.wants(KILLED):
        outcome = durability.measured()
        figures = asdict(outcome) | {"disagreements": len(outcome.disagreements)}
        rows.add(KILLED, wrong=outcome.wrong, **figures)
    if rows.wants(STARTED):
        started = starting.measured()
        again, memory = started["second_start_seconds"], started["memory_at_rest_mib"]
        rows.add(
            STARTED,
            seconds=again["longest"],
            median=again["median"],
            memory_at_rest=memory.pop("all"),
            **memory,
        )
    if rows.wants(WEIGHT):
        rows.add(WEIGHT, **weight.measured())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures the site.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the requests, no thread of 100,000")
    parser.add_argument("--only", default="", metavar="PART", help="rows whose name contains PART")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md from the rows")
    parser.add_argument("--json", metavar="FILE", help="write the rows there too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
