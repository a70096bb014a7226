"""docs/performance.md as `python -m bench --write` makes it: bench/goals.py."""

from __future__ import annotations

from bench.goals import page

ROWS = [
    {"row": "essay, 10 replies", "cpu": 4.5, "first_byte": 7.25, "queries": 5},
    {"row": "essay, 1,000 replies", "cpu": 16.1, "first_byte": 15.0, "queries": 5},
    {"row": "essay, 10,000 replies", "cpu": 9.0, "cpu_to_ten_replies": 1.5},
    {"row": "essay, 100,000 replies", "cpu": 12.0, "cpu_to_ten_replies": 2.5},
    {"row": "post a reply, 8 writers", "per_second": 1234, "refused": 0},
]


def line(subject: str, text: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(f"| {subject} |"))


def test_a_goal_holds_up_to_its_bound_and_by_the_worst_of_its_rows() -> None:
    text = page(ROWS, quick=False)
    assert line("An essay with 10 replies, signed out", text).endswith("| ≤ 5 ms of CPU | 4.5 | yes |")
    assert line("… eight writers at once", text).endswith("| ≥ 250 a second | 1,234 | yes |")
    assert "| ≤ 15 ms | 15 | yes |" in text
    first_part = line("First part of 10,000 and 100,000 replies, four shapes", text)
    assert first_part.endswith("| ≤ 2 × the page with 10 | 2.5 | **no** |")


def test_what_is_missed_or_was_not_measured_is_said_to_be() -> None:
    text = page(ROWS, quick=False)
    missed = text.split("## Missed, and why")[1].split("##")[0]
    assert "**its first byte, alone**: 7.25, asked ≤ 6 ms" in missed
    assert "150 comments beside 10" in missed
    assert "An essay with 10 replies" not in missed
    assert line("An index of 20 essays", text).endswith("| not measured | **no** |")


def test_every_row_is_there_with_its_figures() -> None:
    text = page(ROWS, quick=True)
    assert "- post a reply, 8 writers: per_second 1,234, refused 0" in text
    assert "- essay, 10 replies: cpu 4.5, first_byte 7.25, queries 5" in text
    assert "with `--quick`" in text
    assert "with `--quick`" not in page(ROWS, quick=False)
