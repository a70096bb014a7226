"""How a form came in, and what that tells of its sender: what comments and enquiries are both guarded by.

What depends on a course (its lists of words, whom its staff trust) is not here. Pure but for the clock.
"""

from __future__ import annotations

import math
import time
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing

# A form that is older gets a new id. What it was sent with before is found by its words.
SUBMISSION_AGE = 24 * 3600
# Nobody reads a form, fills it in and sends it in less (seconds).
QUICKEST = 3
# WordPress's rule: what has so many links is read by a person first.
LINKS_THAT_HOLD = 2
# The templates' name for the field that only programs fill in: no browser knows what to put there.
TRAP = "subject"
_SALT = "submission"


@dataclass(frozen=True)
class Arrival:
    """What a form tells of its sender. `age` in seconds, None where not known."""

    age: float | None = None
    trap: str = ""
    user_agent: str = ""
    is_spam_to_akismet: bool = False

    @property
    def is_quick(self) -> bool:
        """A form that is hours old was left open by a person: nothing speaks against it."""
        return self.age is not None and self.age < QUICKEST


def new_submission() -> str:
    """The signed id that a form carries, so that sending it twice makes one row."""
    return signing.TimestampSigner(salt=_SALT).sign(uuid.uuid4().hex)


def submission_in(signed: str) -> uuid.UUID:
    """The id in a form; a new one where it is missing, forged or old."""
    try:
        return uuid.UUID(signing.TimestampSigner(salt=_SALT).unsign(signed, max_age=SUBMISSION_AGE))
    except (signing.BadSignature, ValueError):
        return uuid.uuid4()


def age_of(signed: str) -> float | None:
    """The seconds since the form with this signed id was made; None where it is missing or forged."""
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        signer.unsign(signed)
    except signing.BadSignature:
        return None
    made = signing.b62_decode(signed.rsplit(signer.sep, 2)[1])
    return time.time() - made


def seconds_to_wait(nth_latest: datetime | None, *, window: timedelta, now: datetime) -> int:
    """How long whoever sent n of something since `nth_latest` waits, where n are too many in one `window`.

    0 where they need not, or where there are no n.
    """
    if nth_latest is None:
        return 0
    return max(0, math.ceil((nth_latest + window - now).total_seconds()))


def count_links(rendered: str) -> int:
    """The links in a text that was rendered as HTML."""
    return rendered.count("<a ")
