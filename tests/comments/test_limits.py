"""How long somebody who comments quickly has to wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from comments.limits import seconds_to_wait

NOW = datetime(2020, 2, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(("age", "wait"), [(0, 60), (10.5, 50), (59.2, 1), (60, 0), (3600, 0)])
def test_wait_ends_a_minute_after_the_nth_latest(age: float, wait: int) -> None:
    assert seconds_to_wait(NOW - timedelta(seconds=age), NOW) == wait


def test_few_comments_never_wait() -> None:
    assert seconds_to_wait(None, NOW) == 0


def test_limits_are_switched_off_by_the_setting(settings: Any) -> None:
    settings.RATE_LIMITS = False
    assert seconds_to_wait(NOW, NOW) == 0
