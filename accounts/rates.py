"""How often somebody does what leaves no row that could be counted: numbers kept for a while."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from .clients import client_block

# A class behind one address writes together; a program that fills the table of sessions writes more.
MOST_SESSIONS = 60
AN_HOUR = 3600


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


def may_keep_typed(request: HttpRequest) -> bool:
    """Whether what was typed may go into the session of whoever sent it.

    A passer-by's first words make a row that nobody else asked for: MOST_SESSIONS an hour and network. Who
    has something in their session already has the row, and only changes it.
    """
    if request.session.keys():
        return True
    return not is_over("typed", client_block(request), limit=MOST_SESSIONS, seconds=AN_HOUR)
