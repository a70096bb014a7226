"""What an app does once a day, whether anybody comes or not: mostly it forgets.

Each registers its own when it is loaded (`AppConfig.ready`); comments/daily.py starts the day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

_works: list[Callable[[datetime], int]] = []


def every_day(work: Callable[[datetime], int]) -> None:
    """Call `work` once a day with the present moment. It returns how much it has done."""
    if work not in _works:
        _works.append(work)


def do_all(now: datetime) -> list[int]:
    """Call each of them, whatever becomes of those before it. Returns how much each has done.

    Raises ExceptionGroup of those that failed, once all were called.
    """
    done, failed = [], []
    for work in _works:
        try:
            done.append(work(now))
        except Exception as error:  # whatever it is, personal data of others is due all the same
            failed.append(error)
    if failed:
        raise ExceptionGroup("Not all of what is due every day is done.", failed)
    return done
