"""What apps have forgotten once a day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from accounts import every_day

NOW = datetime(2020, 2, 24, 12, tzinfo=UTC)


def test_one_that_fails_stops_none_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[datetime] = []

    def fail(now: datetime) -> int:
        raise LookupError("gone")

    def forget(now: datetime) -> int:
        called.append(now)
        return 1

    monkeypatch.setattr(every_day, "_works", [fail, forget])
    with pytest.raises(ExceptionGroup) as raised:
        every_day.do_all(NOW)
    assert called == [NOW]
    assert raised.group_contains(LookupError, match="gone")
