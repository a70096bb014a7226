"""What an app forgets once a day, whether anybody comes or not.

Imports run one way, and who starts the day (comments/daily.py) does not know every app; they register here
when they are loaded (`AppConfig.ready`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

_works: list[Callable[[datetime], int]] = []


def every_day(work: Callable[[datetime], int]) -> None:
    """Call `work` once a day with the present moment. It returns how much it has forgotten."""
    if work not in _works:
        _works.append(work)


def do_all(now: datetime) -> list[int]:
    """Call each of them, whatever becomes of those before it. Returns how much each has forgotten.

    Raises ExceptionGroup of those that failed, once all were called.
    """
    done, failed = [], []
    for work in _works:
        try:
            done.append(work(now))
        except Exception as error:  # whatever it is, personal data of others is due all the same
            failed.append(error)
    if failed:
        raise ExceptionGroup("Not all of what is due is forgotten.", failed)
    return done
