"""How child processes are ended."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.environment import variables
from scripts.processes import Child

from .conftest import wait_until

# Ends with the number of times that it was asked to.
COUNTS = """
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
print("ready")
signal.sigwait({signal.SIGTERM})
print("asked")
raise SystemExit(2 if signal.sigtimedwait({signal.SIGTERM}, 1) else 1)
"""


def test_child_is_asked_to_end_once_and_has_its_time(tmp_path: Path) -> None:
    """The worker drops its task when it is asked again, and nobody does that task any more."""
    said = tmp_path / "said"
    with said.open("w") as output:
        child = Child([sys.executable, "-c", COUNTS], env=variables(), output=output)
    wait_until(lambda: "ready" in said.read_text())
    child.ask_to_stop()
    wait_until(lambda: "asked" in said.read_text())
    child.stop()
    assert child.process.returncode == 1
