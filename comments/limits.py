"""How fast one client may comment, counted in our own rows."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from django.conf import settings

# Nobody writes a reply in three seconds, twenty times over; a class behind one address signs in.
COMMENTS_PER_MINUTE = 20
WINDOW = timedelta(minutes=1)


def seconds_to_wait(nth_latest: datetime | None, now: datetime) -> int:
    """Until the next comment is taken: 0 for at once.

    `nth_latest` is when the client sent the COMMENTS_PER_MINUTE-th of its latest comments, if it has so many.
    """
    if nth_latest is None or not settings.RATE_LIMITS:
        return 0
    return max(0, math.ceil((nth_latest + WINDOW - now).total_seconds()))
