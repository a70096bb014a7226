"""How often somebody does what leaves no row that could be counted: numbers kept for a while."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import cache


def is_over(what: str, who: object, *, limit: int, seconds: int) -> bool:
    """Count one more of `what` by `who`, and whether that is over `limit` in the running `seconds`."""
    if not settings.RATE_LIMITS:
        return False
    key = f"{what}/{who}/{int(time.time()) // seconds}"
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key)) > limit
    except ValueError:  # it ran out, or had to make room, between the two
        return False
