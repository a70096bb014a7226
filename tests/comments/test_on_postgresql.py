"""What the two databases do differently, on PostgreSQL: a selection, in a run of its own.

`./test --postgresql` runs all tests of the discussion there.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from scripts import postgresql
from scripts.processes import ROOT

# Locks, the order of paths, queries prepared once, statements of our own, names cut to fit, full indexes.
SELECTION = [
    "tests/accounts/test_prepared.py",
    "tests/comments/test_check_consistency.py",
    "tests/comments/test_moderate.py",
    "tests/comments/test_post_comment.py",
    "tests/comments/test_posting_together.py",
    "tests/comments/test_thread_news.py",
    "tests/comments/test_undo.py",
    "tests/studynotes/test_saving.py",
    "tests/studynotes/test_saving_together.py",
]


@pytest.mark.skipif(postgresql.find() is None, reason="there is no PostgreSQL here")
def test_a_selection_of_these_tests_passes_on_postgresql(pytestconfig: pytest.Config) -> None:
    seed = pytestconfig.getoption("randomly_seed", 0)
    with postgresql.running() as address:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:xdist", f"--randomly-seed={seed}", *SELECTION],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": address},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-5_000:] + done.stderr[-2_000:]
